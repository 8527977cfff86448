import { meanOverSamples } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type Padding, validFrames } from './padding.js';

/** transformers' Wav2Vec2FeatureExtractor.zero_mean_unit_var_norm adds this to the variance. */
const EPS = 1e-7;

/** Each clip to zero mean and unit variance over its samples, differentiably; silence stays silence, and padding becomes it. */
export function normalizeAudio(audio: Audio, padding?: Padding): Audio {
  if (padding) return normalizePadded(audio, padding);
  const centred: Audio = tf.sub(audio, meanOverSamples(audio));
  const variance = meanOverSamples(tf.square(centred));
  return tf.mul(centred, tf.rsqrt(tf.add(variance, EPS)));
}

function normalizePadded(audio: Audio, padding: Padding): Audio {
  const [batch, samples] = audio.shape;
  return tf.tidy(() => {
    const valid: Audio = tf.reshape(validFrames(padding, { hop: 1, minSamples: 1 }, samples), [batch, samples]);
    const share = tf.div(samples, tf.reshape(padding.lengths, [batch, 1]));
    const mean = (x: Audio) => tf.mul(meanOverSamples(x), share);
    const centred: Audio = tf.mul(tf.sub(audio, mean(tf.mul(audio, valid))), valid);
    return tf.mul(centred, tf.rsqrt(tf.add(mean(tf.square(centred)), EPS)));
  });
}
