import { pitch } from '@audiate/dataset';
import type { Sound } from '@audiate/protocol';

/** Frames of the analysis, in seconds from one to the next. */
const HOP_SECONDS = 0.01;
/** The grid of a spectral envelope, in Hz: finer than formants are wide; nothing of a voice is kept above the top. */
const BIN_HZ = 40;
const TOP_HZ = 5000;
/** The highest harmonics fade out over this. */
const FADE_HZ = 500;
/** Longest periods in a window that tells harmonics apart. */
const PERIODS = 3;

/** A clip taken apart into a source and a filter, as vocoders do it, and what has no pitch. */
export interface VoiceOfClip {
  readonly sampleRate: number;
  readonly hopSamples: number;
  /** `[samples]`: fundamental frequency in Hz, carried over where there is none; and its phase in cycles, 0 in the middle of the clip. */
  readonly hz: Float64Array;
  readonly cycles: Float64Array;
  /** `[samples]`: 1 where there is a pitch, 0 where there is none, fading over a frame. */
  readonly voiced: Float64Array;
  /** `[samples]`: what the clip has where there is no pitch. */
  readonly rest: Float32Array;
  /** Amplitude of a harmonic at a frequency, for each frame: `[frames][bins]`, bins `binHz` apart. */
  readonly envelopes: readonly Float64Array[];
  readonly binHz: number;
}

/**
 * Takes speech apart: the pitch by the f0 tracker, for each frame the amplitude of its harmonics as a curve over frequency
 * (straight between harmonics), and the rest as it is.
 */
export function analyseVoice({ samples, sampleRate }: Sound): VoiceOfClip {
  const tracked = pitch({ samples, sampleRate }, { hopSeconds: HOP_SECONDS }).hz;
  const hopSamples = HOP_SECONDS * sampleRate;
  const carried = carryOver(tracked);
  const along = (values: ArrayLike<number>) =>
    Float64Array.from(samples, (_, i) => {
      const frame = Math.min(values.length - 1, Math.floor(i / hopSamples));
      const next = Math.min(values.length - 1, frame + 1);
      return values[frame]! + (values[next]! - values[frame]!) * Math.min(1, i / hopSamples - frame);
    });
  const hz = along(carried);
  const voiced = along(Float64Array.from(tracked, (value) => (Number.isNaN(value) ? 0 : 1)));
  const cycles = new Float64Array(samples.length);
  for (let i = 1; i < samples.length; i++) cycles[i] = cycles[i - 1]! + (hz[i - 1]! + hz[i]!) / 2 / sampleRate;
  const middle = cycles[samples.length >> 1]!;
  return {
    sampleRate,
    hopSamples,
    hz,
    cycles: cycles.map((value) => value - middle),
    voiced,
    rest: samples.map((value, i) => value * (1 - voiced[i]!)),
    envelopes: Array.from(carried, (own, frame) => envelopeAt(samples, frame * hopSamples, { hz: own, sampleRate })),
    binHz: BIN_HZ,
  };
}

/** Frames without a pitch take that of the nearest one before, else after; 100 Hz where there is none at all. */
function carryOver(hz: Float64Array): Float64Array {
  const first = hz.find((value) => !Number.isNaN(value)) ?? 100;
  let last = first;
  return hz.map((value) => {
    if (!Number.isNaN(value)) last = value;
    return last;
  });
}

function envelopeAt(
  samples: Float32Array,
  centre: number,
  { hz, sampleRate }: { readonly hz: number; readonly sampleRate: number },
): Float64Array {
  const half = (PERIODS * sampleRate) / hz / 2;
  const [from, to] = [Math.max(0, Math.ceil(centre - half)), Math.min(samples.length - 1, Math.floor(centre + half))];
  const count = Math.floor(TOP_HZ / hz);
  const amplitudes = Array.from({ length: count }, (_, k) => {
    let [re, im, sum] = [0, 0, 0];
    for (let i = from; i <= to; i++) {
      const weight = 1 + Math.cos((Math.PI * (i - centre)) / half);
      const angle = (2 * Math.PI * (k + 1) * hz * (i - centre)) / sampleRate;
      re += weight * samples[i]! * Math.cos(angle);
      im += weight * samples[i]! * Math.sin(angle);
      sum += weight;
    }
    return (2 * Math.hypot(re, im)) / Math.max(sum, 1);
  });
  return Float64Array.from({ length: Math.floor(TOP_HZ / BIN_HZ) + 1 }, (_, bin) => {
    const at = Math.min(Math.max((bin * BIN_HZ) / hz - 1, 0), count - 1);
    const below = Math.floor(at);
    const above = Math.min(count - 1, below + 1);
    const amplitude = amplitudes[below]! + (amplitudes[above]! - amplitudes[below]!) * (at - below);
    return amplitude * Math.min(1, (TOP_HZ - bin * BIN_HZ) / FADE_HZ);
  });
}
