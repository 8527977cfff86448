import { loadRuntime, runtimeVersion } from '@audiate/compile';
import { initialiseBackend } from '@audiate/ops';

/**
 * Brings ONNX Runtime up, for the model, and TensorFlow.js's plain JavaScript, for what stays eager: params, transforms
 * and penalties on the raw audio.
 */
export async function openOnnxruntime(): Promise<{ detail: string; threads: number }> {
  const runtime = await loadRuntime();
  if (!(await initialiseBackend('cpu'))) throw new Error('the cpu backend of TensorFlow.js could not be initialised');
  const inNode = typeof process !== 'undefined' && Boolean(process.versions?.node);
  const cores = inNode ? (await import('node:os')).availableParallelism() : 1;
  return { detail: `ONNX Runtime ${runtimeVersion(runtime)}, ${cores} threads`, threads: cores };
}
