import { InputError } from '@audiate/protocol';

/**
 * Runs `body` with `Math.random` refusing: numbers drawn during a trace would be the same at every run. TensorFlow.js
 * draws through it wherever no seed was given.
 */
export function withoutRandomness<T>(body: () => T): T {
  const { random } = Math;
  Math.random = () => {
    throw new InputError(
      'a compiled function drew a random number (tf.randomNormal, tf.randomUniform, tf.dropout, Math.random), which ' +
        'would be the same at every run; draw outside and feed the numbers as an input, or give a seed',
    );
  };
  try {
    return body();
  } finally {
    Math.random = random;
  }
}
