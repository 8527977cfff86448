import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

/** The backends at hand in every checkout: each op is tested on each. */
export const backends = ['cpu', 'wasm'] as const;

/** Makes a backend the active one. */
export async function useBackend(name: (typeof backends)[number]): Promise<void> {
  if (name === 'wasm') setWasmPaths(new URL('.', import.meta.resolve('@tensorflow/tfjs-backend-wasm')).pathname);
  if (!(await tf.setBackend(name))) throw new Error(`the ${name} backend did not start`);
}
