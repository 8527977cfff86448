import { meanOverSamples } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** transformers' Wav2Vec2FeatureExtractor.zero_mean_unit_var_norm adds this to the variance. */
const EPS = 1e-7;

/** Each clip to zero mean and unit variance over its samples, differentiably; silence stays silence. */
export function normalizeAudio(audio: Audio): Audio {
  const centred: Audio = tf.sub(audio, meanOverSamples(audio));
  const variance = meanOverSamples(tf.square(centred));
  return tf.mul(centred, tf.rsqrt(tf.add(variance, EPS)));
}
