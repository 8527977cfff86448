import { type BandPowers, runBandPowers } from '@audiate/checkpoints';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Preprocessor } from '../config/preprocessor.js';

/** Powers below this, float32's step at 1, count as this much. */
const FLOOR = 2 ** -23;

/** How a logarithm of a power is normalised. */
type Scaling = Pick<Preprocessor, 'shift' | 'scale'>;

/**
 * AST's spectrogram (transformers' ASTFeatureExtractor): `[batch, samples] → [batch, frames, bins]`, the natural logarithm of
 * mel powers, less the mean, over twice the deviation of a corpus. Below a power of 2^-23 the gradient is 0, so silence has none.
 */
export function logMel(audio: Audio, frontEnd: BandPowers, { shift, scale }: Scaling): tf.Tensor3D {
  return tf.tidy(() => {
    const logs = tf.log(tf.maximum(runBandPowers(audio, frontEnd), FLOOR));
    return tf.div(tf.sub(logs, shift), scale);
  });
}

/** A spectrogram of so many frames: behind the sound stands no silence, but the logarithm 0, as in transformers. */
export function padMel(mel: tf.Tensor3D, frames: number, { shift, scale }: Scaling): tf.Tensor3D {
  const missing = frames - mel.shape[1];
  if (missing === 0) return mel;
  return tf.pad(
    mel,
    [
      [0, 0],
      [0, missing],
      [0, 0],
    ],
    -shift / scale,
  );
}
