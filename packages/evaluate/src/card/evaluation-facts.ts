import type { Fact } from '@audiate/media';
import type { Evaluation } from '../evaluation.js';
import type { Transfer } from '../transfer/transfer.js';

/** An evaluation as lines of a card of `page` (@audiate/media): the verdict first. What was not measured has no line. */
export function evaluationFacts(evaluation: Evaluation): Fact[] {
  const { verdict, retention, naturalness, scale, selectivity, path, transfer = {}, baselines, spread } = evaluation;
  const worst = Object.entries(retention.each).find(([, value]) => value === retention.worst)?.[0];
  const { mel, energyOutsideField } = naturalness;
  const rows: (Fact | undefined)[] = [
    { name: 'verdict', value: verdict.words },
    {
      name: 'retention',
      value: `${two(retention.mean)} mean, ${two(retention.worst)} worst${worst ? ` (${worst})` : ''}`,
    },
    scale && {
      name: 'among speech',
      value: `above ${scale.percentile.toFixed(1)} % of ${scale.among}${Number.isNaN(scale.ratio) ? '' : `, ${two(scale.ratio)} of the natural maximum`}`,
    },
    selectivity && { name: 'rank in its layer', value: `${selectivity.rank} of ${selectivity.of}` },
    mel && {
      name: 'distance to speech',
      value: `${mel.distance.toFixed(1)} dB${Number.isNaN(mel.floor) ? '' : `; speech to itself ${mel.floor.toFixed(1)} dB`}`,
    },
    { name: 'spectral slope', value: `${naturalness.slopeDbPerOctave.toFixed(1)} dB per octave` },
    { name: 'spectrogram density', value: two(naturalness.density) },
    { name: 'energy within 150 ms', value: percent(naturalness.energyWithin150ms) },
    { name: 'energy below 50 Hz', value: percent(naturalness.energyBelow50Hz) },
    Number.isNaN(energyOutsideField)
      ? undefined
      : { name: 'energy outside the field', value: percent(energyOutsideField) },
    path && { name: 'path similarity', value: two(path.mean) },
    ...Object.entries(transfer).map(([name, one]) => ({ name: `judge ${name}`, value: heardAs(one) })),
    ...baselines
      .filter(({ name }) => name !== 'the sound')
      .map(({ name, score, retention: left }) => {
        const kept = Number.isNaN(left) ? '' : `, retention ${two(left)}`;
        return { name: `score of ${name}`, value: `${Number(score.toPrecision(3))}${kept}` };
      }),
    spread && {
      name: 'over seeds',
      value: `${Number(spread.mean.toPrecision(3))} ± ${Number(spread.deviation.toPrecision(2))} in ${spread.renders} renders`,
    },
  ];
  return rows.filter((row) => row !== undefined);
}

const two = (value: number): string => value.toFixed(2).replace('-', '\u2212');
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function heardAs(transfer: Transfer): string {
  if (transfer.kind === 'token') return `${transfer.heard ? 'hears it' : 'does not hear it'}: ${transfer.said}`;
  if (transfer.kind === 'text') return `error ${percent(transfer.errorRate)}: ${transfer.said}`;
  return `guesses above ${transfer.percentile.toFixed(1)} % of speech (r² ${two(transfer.r2)}, ${transfer.layer})`;
}
