import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

/** The backends that every comparison runs on: two, or TensorFlow alone in its own project. */
export const BACKENDS: readonly string[] = process.env.TFJS_NODE ? ['tensorflow'] : ['cpu', 'wasm'];

/** Makes a backend the active one. */
export async function useBackend(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`backend ${name} does not start`);
  await tf.ready();
}
