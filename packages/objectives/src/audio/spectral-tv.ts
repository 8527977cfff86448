import { abs } from '@audiate/ops';
import { checkChoice, checkNumber, InputError, type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { powerToDb } from './decibels.js';
import { stftPower } from './stft.js';

/** Options of {@link spectralTv}. */
export interface SpectralTvOptions {
  /** Steps along which axis count: `'both'` unless given. */
  readonly along?: 'time' | 'frequency' | 'both';
  /** Window in samples, a power of two from 4; the one nearest to 32 ms unless given. */
  readonly size?: number;
}

/** −80 dB below a sine at full scale: what is quieter counts as equally quiet. */
const FLOOR = 1e-8;

/**
 * A smooth spectrogram: minus the mean |step| in dB from cell to cell of the raw audio's spectrogram, along time,
 * frequency, or the sum of both (Lucid's `total_variation`, Rudin, Osher and Fatemi 1992). At most 0, where nothing
 * changes. Windows a quarter apart, levels from −80 dB.
 * @throws InputError for an unknown `along` and a size that is no power of two; when bound, for audio of a single window
 * along time.
 */
export function spectralTv(options: SpectralTvOptions = {}): Objective<never> {
  const along = checkChoice('along', options.along ?? 'both', ['time', 'frequency', 'both']);
  const size = options.size === undefined ? undefined : checkSize('size of spectralTv', options.size);
  const description = describe('spectralTv', [
    ...(along === 'both' ? [] : [along]),
    ...(size === undefined ? [] : [`${size} samples`]),
  ]);
  return oneTerm<never>({
    spec: specOf(spectralTvKind, { along, size }),
    description,
    layers: [],
    bind({ model, samples }) {
      const window = size ?? 2 ** Math.round(Math.log2(0.032 * model.sampleRate));
      if (along !== 'frequency' && samples < window / 4) {
        throw new InputError(`${description} needs ${window / 4} samples for a second window, got ${samples}`);
      }
      return (_, raw) => {
        const levels = powerToDb(tf.add(stftPower(raw, window), FLOOR)) as tf.Tensor3D;
        const axes = along === 'both' ? [1, 2] : [along === 'time' ? 1 : 2];
        return tf.neg(tf.addN(axes.map((axis) => meanStep(levels, axis)))) as tf.Tensor1D;
      };
    },
  });
}

/** The kind of {@link spectralTv}. */
export const spectralTvKind = termKind('spectralTv', spectralTv);

/** @throws InputError unless it is a power of two from 4. */
export function checkSize(thing: string, size: number): number {
  checkNumber(thing, size, { min: 4, max: 2 ** 20, integer: true });
  if (Number.isInteger(Math.log2(size))) return size;
  throw new InputError(`${thing} must be a power of two, got ${size}; try ${2 ** Math.round(Math.log2(size))}`);
}

function meanStep(levels: tf.Tensor3D, axis: number): tf.Tensor1D {
  const shape = levels.shape.map((extent, i) => (i === axis ? extent - 1 : extent));
  const from = (start: number) =>
    tf.slice(
      levels,
      [0, 1, 2].map((i) => (i === axis ? start : 0)),
      shape,
    );
  return tf.mean(abs(tf.sub(from(1), from(0))), [1, 2]);
}
