import * as tf from '@tensorflow/tfjs';
import { beforeAll } from 'vitest';

// Tells the ops of a test file that TensorFlow's backend, which is loaded, runs on a GPU: they take the forms that are
// for one. The project's environment turns oneDNN off, whose convolutions in these forms can be wrong on a processor.
beforeAll(() => {
  Object.defineProperty(tf.findBackend('tensorflow'), 'isUsingGpuDevice', { value: true });
});
