import { initialiseBackend } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Opened } from './opened.js';

/** Brings up a TensorFlow.js backend that the user registered, or the plain JavaScript one. */
export async function openBackend(name: string): Promise<Opened> {
  if (!tf.engine().backendNames().includes(name)) {
    throw new Error(`its backend is not registered; import @tensorflow/tfjs-backend-${name} first`);
  }
  if (!(await initialiseBackend(name))) throw new Error('its backend could not be initialised');
  return { detail: `TensorFlow.js ${tf.version_core} ${name}, 1 thread`, threads: 1 };
}
