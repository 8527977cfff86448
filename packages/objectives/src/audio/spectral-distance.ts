import { abs, rms } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { stftPower } from './stft.js';

/** −80 dB below a sine at full scale. */
const FLOOR = 1e-8;

/**
 * Spectral convergence plus the mean |difference of log magnitudes| at one window size, `[batch, samples]` and
 * `[1 or batch, samples]` to `[batch]`. 0, with gradient 0, for equal sounds.
 */
export function spectralDistance(audio: Audio, original: Audio, size: number): tf.Tensor1D {
  const magnitudes = (x: Audio): tf.Tensor2D => {
    const power: tf.Tensor2D = tf.reshape(stftPower(x, size), [x.shape[0], -1]);
    return tf.sqrt(tf.add<tf.Tensor2D>(power, FLOOR));
  };
  const [ours, theirs] = [magnitudes(audio), magnitudes(original)];
  const convergence = tf.div(rms(tf.sub(ours, theirs)), rms(theirs));
  return tf.add(convergence, tf.mean(abs(tf.sub(tf.log(ours), tf.log(theirs))), 1));
}
