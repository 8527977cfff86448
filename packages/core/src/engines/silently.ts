import * as tf from '@tensorflow/tfjs';

/** Loads something that may bring a copy of TensorFlow.js of its own, which registers every kernel anew and warns of each. */
export function silently<T>(load: () => T): T {
  const flags = tf.env();
  const before = flags.getBool('PROD');
  flags.set('PROD', true);
  try {
    return load();
  } finally {
    flags.set('PROD', before);
  }
}
