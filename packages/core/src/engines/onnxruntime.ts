import { reportRuntime } from '@audiate/compile';
import { initialiseBackend } from '@audiate/ops';
import { coreCount } from './node.js';
import type { Opened } from './opened.js';

/**
 * Brings ONNX Runtime up, for the model, and TensorFlow.js's plain JavaScript, for what stays eager: params, transforms
 * and penalties on the raw audio.
 */
export async function openOnnxruntime(executionProviders?: readonly string[]): Promise<Opened> {
  const { runtime, place, threads = await coreCount() } = await reportRuntime();
  if (!(await initialiseBackend('cpu'))) throw new Error('the cpu backend of TensorFlow.js could not be initialised');
  const providers = executionProviders ? `, on ${executionProviders.join(', ')}` : '';
  return { detail: `${runtime} ${place}, ${threads} thread${threads > 1 ? 's' : ''}${providers}`, threads };
}
