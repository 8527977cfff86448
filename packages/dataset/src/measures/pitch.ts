import { checkKeys, checkNumber, type Sound } from '@audiate/protocol';
import { copySound } from './copy-sound.js';
import { cheapestPath } from './pitch-path.js';
import { yinCandidates } from './yin.js';

/** Options of {@link pitch}. */
export interface PitchOptions {
  /** The range that is searched, in Hz: 60 to 500 unless given. */
  readonly minHz?: number;
  readonly maxHz?: number;
  /** From one frame to the next; 0.01 unless given. */
  readonly hopSeconds?: number;
  /** Aperiodicity above which a frame is taken for unvoiced, between 0 and 1; 0.3 unless given. */
  readonly threshold?: number;
}

/** The pitch of a sound over time. */
export interface Pitch {
  /** Fundamental frequency of each frame, NaN where it is unvoiced; frame `i` is centred on `i · hopSeconds`. */
  readonly hz: Float64Array;
  readonly hopSeconds: number;
  /** Of the voiced frames; NaN where there are none. */
  readonly medianHz: number;
  /** Share of the frames that are voiced. */
  readonly voiced: number;
}

/** Frames this far below the loudest one are silence, whatever period they have. */
const SILENCE_DB = -40;
/** Costs for frames 10 ms apart: Boersma's (1993) 0.35, 0.14 and 0.01. */
const COSTS = { octaveJump: 0.35, change: 0.14, octave: 0.01 };
const COSTS_HOP = 0.01;

/**
 * Tracks the fundamental frequency: candidates by YIN (de Cheveigné and Kawahara 2002) on windows of two longest periods, and
 * the cheapest path through them (Boersma 1993), so that an octave is not mistaken frame by frame. Compared with Praat's on
 * recorded and synthetic speech. A second of sound takes some 30 ms.
 * @throws InputError for a sound that is empty or not finite, and options out of range.
 */
export function pitch(sound: Sound, options: PitchOptions = {}): Pitch {
  const { samples, sampleRate } = copySound('sound of pitch', sound);
  checkKeys('options of pitch', options, ['minHz', 'maxHz', 'hopSeconds', 'threshold']);
  const minHz = checkNumber('minHz', options.minHz ?? 60, { min: 20, below: sampleRate / 8 });
  const maxHz = checkNumber('maxHz', options.maxHz ?? 500, { above: minHz, max: sampleRate / 4 });
  const hopSeconds = checkNumber('hopSeconds', options.hopSeconds ?? 0.01, { min: 0.001, max: 1 });
  const threshold = checkNumber('threshold', options.threshold ?? 0.3, { above: 0, below: 1 });
  const window = Math.ceil((2 * sampleRate) / minHz);
  const frames = Math.floor((samples.length - 1) / (hopSeconds * sampleRate)) + 1;
  const centres = Array.from({ length: frames }, (_, i) => Math.round(i * hopSeconds * sampleRate));
  const powers = centres.map((centre) => powerAround(samples, centre, window / 2));
  const silence = powers.reduce((most, power) => Math.max(most, power)) * 10 ** (SILENCE_DB / 10);
  const candidates = centres.map((centre, i) =>
    powers[i]! > silence ? yinCandidates(samples, centre, { sampleRate, minHz, maxHz, window }) : [],
  );
  const scale = COSTS_HOP / hopSeconds;
  const hz = cheapestPath(candidates, {
    unvoiced: threshold,
    octave: COSTS.octave,
    octaveJump: COSTS.octaveJump * scale,
    change: COSTS.change * scale,
  });
  const found = hz.filter((value) => !Number.isNaN(value)).sort();
  const half = found.length / 2;
  const medianHz = (found[Math.ceil(half) - 1]! + found[Math.floor(half)]!) / 2;
  return { hz, hopSeconds, medianHz, voiced: found.length / frames };
}

function powerAround(samples: Float32Array, centre: number, width: number): number {
  const [from, to] = [
    Math.max(0, Math.floor(centre - width / 2)),
    Math.min(samples.length, Math.ceil(centre + width / 2)),
  ];
  let sum = 0;
  for (let i = from; i < to; i++) sum += samples[i]! ** 2;
  return sum / (to - from);
}
