import type { Naturalness } from '../naturalness/naturalness.js';
import { naturalChecks } from '../verdict/natural-checks.js';
import { thresholds } from '../verdict/thresholds.js';
import { type CardLine, percent, two } from './card-line.js';

/** How like a sound of the world it is. */
export function naturalnessLines(naturalness: Naturalness): CardLine[] {
  const { mel, slopeDbPerOctave, density, energyWithin150ms, energyBelow50Hz, energyOutsideField } = naturalness;
  const checks = naturalChecks(naturalness);
  const lines: CardLine[] = [];
  if (mel) {
    const hasFloor = !Number.isNaN(mel.floor);
    lines.push({
      name: 'distance to speech',
      value: `${mel.distance.toFixed(1)} dB${hasFloor ? `; speech to itself ${mel.floor.toFixed(1)} dB` : ''}`,
      meaning: 'How far its moments are from the nearest moments of the speech, over 40 bands of the spectrum.',
      ...(hasFloor && {
        compare: `Natural up to ${thresholds.melRatio.value} times the distance of speech to itself: ${thresholds.melRatio.reason}.`,
        holds: checks.mel,
      }),
    });
  }
  lines.push(
    {
      name: 'spectral slope',
      value: `${slopeDbPerOctave.toFixed(1)} dB per octave`,
      meaning: 'How fast its level falls towards high frequencies.',
      compare: `White noise has 0, pink noise \u22123, recordings of speech \u22122.5 to \u22126.4${besideSpeech(naturalness)}.`,
    },
    {
      name: 'spectrogram density',
      value: two(density),
      meaning: 'How evenly it fills the spectrogram: noise fills it, an event leaves most of it empty.',
      compare: `Natural up to ${thresholds.density.value}: ${thresholds.density.reason}.`,
      holds: checks.density,
    },
    {
      name: 'energy within 150 ms',
      value: percent(energyWithin150ms),
      meaning: 'How much of its energy lies around the moment that the unit listens at, or around the middle.',
      compare: 'A steady sound of a second has 30 %.',
    },
    {
      name: 'energy below 50 Hz',
      value: percent(energyBelow50Hz),
      meaning: 'Rumble, which few loudspeakers play.',
      compare: `Natural up to ${percent(thresholds.rumble.value)}: ${thresholds.rumble.reason}.`,
      holds: checks.rumble,
    },
  );
  if (!Number.isNaN(energyOutsideField)) {
    lines.push({
      name: 'energy outside the field',
      value: percent(energyOutsideField),
      meaning: 'How much of its energy lies where the unit does not look through its convolutions.',
      compare: '0 where all that is heard counts.',
    });
  }
  return lines;
}

function besideSpeech({ speech }: Naturalness): string {
  return speech ? `, the speech here ${speech.slopeDbPerOctave.toFixed(1).replace('-', '\u2212')}` : '';
}
