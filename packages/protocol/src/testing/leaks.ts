import * as tf from '@tensorflow/tfjs';
import { assertThat } from './law.js';

/** Throws when running `body` leaves more tensors or data buffers than before. What it returns is disposed. */
export function checkNoLeak(body: () => tf.TensorContainer): void {
  tf.dispose(body());
  const before = tf.memory();
  for (let i = 0; i < 3; i++) tf.dispose(body());
  const after = tf.memory();
  assertThat(
    after.numTensors === before.numTensors && after.numDataBuffers === before.numDataBuffers,
    () =>
      `three runs left ${after.numTensors - before.numTensors} tensors and ` +
      `${after.numDataBuffers - before.numDataBuffers} data buffers`,
  );
}
