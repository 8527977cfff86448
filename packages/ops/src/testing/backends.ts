import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

/** The backends that each op is tested on: those at hand in every checkout, or TensorFlow alone in its own project. */
export const backends: readonly string[] = process.env.TFJS_NODE ? ['tensorflow'] : ['cpu', 'wasm'];

/** Makes a backend the active one. */
export async function useBackend(name: string): Promise<void> {
  if (name === 'wasm') setWasmPaths(new URL('.', import.meta.resolve('@tensorflow/tfjs-backend-wasm')).pathname);
  if (!(await tf.setBackend(name))) throw new Error(`the ${name} backend did not start`);
}
