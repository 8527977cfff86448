import { checkExecutionProviders, reportRuntime } from '@audiate/compile';
import { initialiseBackend } from '@audiate/ops';
import { coreCount } from './core-count.js';
import type { OnnxruntimeSettings } from './engine.js';
import type { Opened } from './opened.js';

/**
 * Brings ONNX Runtime up, for the model, and TensorFlow.js's plain JavaScript, for what stays eager: params, transforms
 * and penalties on the raw audio.
 */
export async function openOnnxruntime({ executionProviders }: Partial<OnnxruntimeSettings> = {}): Promise<Opened> {
  const { runtime, where, threads = coreCount() } = await reportRuntime(executionProviders);
  if (!(await initialiseBackend('cpu'))) throw new Error('the cpu backend of TensorFlow.js could not be initialised');
  const providers = executionProviders ? `, on ${executionProviders.join(', ')}` : '';
  return { detail: `${runtime} ${where}, ${threads} thread${threads > 1 ? 's' : ''}${providers}`, threads };
}

/**
 * Checks settings of the engine `onnxruntime`.
 * @throws InputError when its execution providers are no list of names, or one is unknown.
 */
export function checkOnnxruntimeSettings(settings: OnnxruntimeSettings): OnnxruntimeSettings {
  checkExecutionProviders('executionProviders of engine', settings.executionProviders);
  return settings;
}
