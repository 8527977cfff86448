import { isTraced, withGradient } from '@audiate/ops';
import { type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { checkSize } from './spectral-tv.js';
import { stftPower } from './stft.js';

/** Options of {@link sparsity}. */
export interface SparsityOptions {
  /** Window in samples, a power of two from 4; the one nearest to 16 ms unless given. */
  readonly size?: number;
}

/** −100 dB below a sine at full scale, as a power: silence has a sparsity of 0 and no gradient. */
const SILENCE = 1e-10;

/**
 * An event in silence: how few cells of the raw audio's spectrogram hold its magnitude, by Hoyer's measure of sparsity
 * (Hoyer 2004; Hurley and Rickard 2009): (√n − L1 / L2) / (√n − 1) over the n cells' magnitudes. 1 where one cell holds
 * everything, 0 where all are equal, and for silence; white noise has about 0.12. The level of the sound does not count.
 * Hann windows a quarter apart.
 *
 * Its weight is to suit the score that it stands beside: what is right for a logit of 15 is too much for a neuron of 0.2.
 * @throws InputError for a size that is no power of two.
 */
export function sparsity(options: SparsityOptions = {}): Objective<never> {
  const size = options.size === undefined ? undefined : checkSize('size of sparsity', options.size);
  return oneTerm<never>({
    spec: specOf(sparsityKind, { size }),
    description: describe('sparsity', size === undefined ? [] : [`${size} samples`]),
    layers: [],
    bind({ model }) {
      const window = size ?? Math.max(4, 2 ** Math.round(Math.log2(0.016 * model.sampleRate)));
      return (_, raw) => hoyer(stftPower(raw, window));
    },
  });
}

/**
 * Hoyer's measure of the magnitudes of which `power` has the squares, `[batch, frames, bins] → [batch]`. In plain JavaScript,
 * with its gradient: as operations of TensorFlow.js it took three times as long.
 */
function hoyer(power: tf.Tensor3D): tf.Tensor1D {
  if (isTraced()) return hoyerInProgram(power);
  return withGradient(power, (tensor) => {
    const [batch, frames, bins] = tensor.shape;
    const count = frames * bins;
    const top = Math.sqrt(count);
    const powers = tensor.dataSync();
    const norms = Array.from({ length: batch }, (_, item) => {
      let [sum, sumOfSquares] = [0, 0];
      for (let i = item * count; i < (item + 1) * count; i++) {
        const square = powers[i]! + SILENCE;
        sum += Math.sqrt(square);
        sumOfSquares += square;
      }
      return { sum, root: Math.sqrt(sumOfSquares) };
    });
    return {
      value: tf.tensor1d(norms.map(({ sum, root }) => (top - sum / root) / (top - 1))),
      gradient(dy) {
        const slopes = new Float32Array(powers.length);
        for (const [item, rise] of dy.dataSync().entries()) {
          const { sum, root } = norms[item]!;
          const [byNorm, bySum] = [(rise * sum) / (2 * root ** 3 * (top - 1)), rise / (2 * root * (top - 1))];
          for (let i = item * count; i < (item + 1) * count; i++) {
            slopes[i] = byNorm - bySum / Math.sqrt(powers[i]! + SILENCE);
          }
        }
        return tf.tensor3d(slopes, [batch, frames, bins]);
      },
    };
  });
}

function hoyerInProgram(power: tf.Tensor3D): tf.Tensor1D {
  const [, frames, bins] = power.shape;
  const top = Math.sqrt(frames * bins);
  const squares = tf.add(power, SILENCE);
  const ratio = tf.div(tf.sum(tf.sqrt(squares), [1, 2]), tf.sqrt(tf.sum(squares, [1, 2])));
  return tf.div(tf.sub(top, ratio), top - 1);
}

/** The kind of {@link sparsity}. */
export const sparsityKind = termKind('sparsity', sparsity);
