import { reportRuntime } from '@audiate/compile';
import { initialiseBackend } from '@audiate/ops';
import { InputError, show } from '@audiate/protocol';
import { coreCount } from './core-count.js';
import type { OnnxruntimeSettings } from './engine.js';
import type { Opened } from './opened.js';

/**
 * Brings ONNX Runtime up, for the model, and TensorFlow.js's plain JavaScript, for what stays eager: params, transforms
 * and penalties on the raw audio.
 */
export async function openOnnxruntime({ executionProviders }: Partial<OnnxruntimeSettings> = {}): Promise<Opened> {
  const { runtime, place, threads = coreCount() } = await reportRuntime();
  if (!(await initialiseBackend('cpu'))) throw new Error('the cpu backend of TensorFlow.js could not be initialised');
  const providers = executionProviders ? `, on ${executionProviders.join(', ')}` : '';
  return { detail: `${runtime} ${place}, ${threads} thread${threads > 1 ? 's' : ''}${providers}`, threads };
}

/**
 * Checks settings of the engine `onnxruntime`.
 * @throws InputError when its execution providers are no list of names.
 */
export function checkOnnxruntimeSettings(settings: OnnxruntimeSettings): OnnxruntimeSettings {
  const { executionProviders } = settings;
  const areNames = Array.isArray(executionProviders) && executionProviders.length > 0;
  if (!areNames || !executionProviders.every((provider) => typeof provider === 'string' && provider.length < 64)) {
    throw new InputError(
      `executionProviders of engine must be a list of names such as ['cuda', 'cpu'], got ${show(executionProviders)}`,
    );
  }
  return settings;
}
