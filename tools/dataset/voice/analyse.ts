import { pitch } from '@audiate/dataset';
import type { Sound } from '@audiate/protocol';
import { BIN_HZ, cyclesOf, TOP_HZ, type Voice } from './voice.ts';

const HOP_SECONDS = 0.01;
/** The highest harmonics fade out over this. */
const FADE_HZ = 500;
/** A window of so many periods tells harmonics apart. */
const PERIODS = 3;
/** The pitch of a clip that has none. */
const NO_PITCH_HZ = 100;

/** Takes speech apart: the pitch by the f0 tracker, each moment's harmonics as a curve over frequency, straight between them, and the rest. */
export function analyse({ samples, sampleRate }: Sound): Voice {
  const { hz: tracked, medianHz } = pitch({ samples, sampleRate }, { hopSeconds: HOP_SECONDS });
  const hopSamples = HOP_SECONDS * sampleRate;
  const carried = carriedOver(tracked);
  const eachSample = (frames: Float64Array) =>
    Float64Array.from(samples, (_, i) => {
      const frame = Math.min(frames.length - 1, Math.floor(i / hopSamples));
      const next = frames[Math.min(frames.length - 1, frame + 1)]!;
      return frames[frame]! + (next - frames[frame]!) * (i / hopSamples - frame);
    });
  const hz = eachSample(carried);
  const voiced = eachSample(tracked.map((value) => (Number.isNaN(value) ? 0 : 1)));
  return {
    sampleRate,
    middleHz: Number.isNaN(medianHz) ? NO_PITCH_HZ : medianHz,
    hz,
    cycles: cyclesOf(hz, sampleRate),
    voiced,
    rest: samples.map((value, i) => value * (1 - voiced[i]!)),
    envelopes: Array.from(carried, (own, frame) =>
      envelope(samples, { centre: frame * hopSamples, hz: own, sampleRate }),
    ),
    hopSamples,
    binHz: BIN_HZ,
  };
}

/** A frame without a pitch takes that of the last one that had one, or else of the first. */
function carriedOver(hz: Float64Array): Float64Array {
  let last = hz.find((value) => !Number.isNaN(value)) ?? NO_PITCH_HZ;
  return hz.map((value) => {
    if (!Number.isNaN(value)) last = value;
    return last;
  });
}

interface Moment {
  readonly centre: number;
  readonly hz: number;
  readonly sampleRate: number;
}

function envelope(samples: Float32Array, { centre, hz, sampleRate }: Moment): Float64Array {
  const half = (PERIODS * sampleRate) / hz / 2;
  const [from, to] = [Math.max(0, Math.ceil(centre - half)), Math.min(samples.length - 1, Math.floor(centre + half))];
  const count = Math.floor(TOP_HZ / hz);
  const amplitudes = Array.from({ length: count }, (_, n) => {
    let [re, im, sum] = [0, 0, 0];
    for (let i = from; i <= to; i++) {
      const weight = 1 + Math.cos((Math.PI * (i - centre)) / half);
      const angle = (2 * Math.PI * (n + 1) * hz * (i - centre)) / sampleRate;
      re += weight * samples[i]! * Math.cos(angle);
      im += weight * samples[i]! * Math.sin(angle);
      sum += weight;
    }
    return sum > 0 ? (2 * Math.hypot(re, im)) / sum : 0;
  });
  return Float64Array.from({ length: TOP_HZ / BIN_HZ + 1 }, (_, bin) => {
    const at = Math.min(Math.max((bin * BIN_HZ) / hz - 1, 0), count - 1);
    const below = Math.floor(at);
    const above = Math.min(count - 1, below + 1);
    const amplitude = amplitudes[below]! + (amplitudes[above]! - amplitudes[below]!) * (at - below);
    return amplitude * Math.min(1, (TOP_HZ - bin * BIN_HZ) / FADE_HZ);
  });
}
