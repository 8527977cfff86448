import { checkExecutionProviders, choosePrecision, gpuAdapter, PRECISIONS, reportRuntime } from '@audiate/compile';
import { initialiseBackend } from '@audiate/ops';
import { checkChoice, checkNumber, InputError, inNode } from '@audiate/protocol';
import { coreCount } from './core-count.js';
import type { OnnxruntimeSettings } from './engine.js';
import type { Opened } from './opened.js';

/**
 * Brings ONNX Runtime up, for whole steps, and TensorFlow.js's plain JavaScript, for what can't be a part of a program.
 */
export async function openOnnxruntime(asked: Partial<OnnxruntimeSettings> = {}): Promise<Opened> {
  const { executionProviders, threads: wanted = coreCount() } = asked;
  const { runtime, where, threads = wanted } = await reportRuntime(executionProviders);
  if (!(await initialiseBackend('cpu'))) throw new Error('the cpu backend of TensorFlow.js could not be initialised');
  const providers = executionProviders ? `, on ${executionProviders.join(', ')}` : '';
  const precision = asked.precision && (await choosePrecision(asked.precision, { threads, executionProviders }));
  const climbs = precision === 'i8' ? ', climbs in i8' : '';
  const detail = `${runtime} ${where}, ${threads} thread${threads > 1 ? 's' : ''}${providers}${climbs}`;
  return {
    detail,
    threads,
    running: { ...(executionProviders && { executionProviders }), ...(precision && { precision }) },
  };
}

/**
 * The same on the page's GPU, for the automatic choice: programs go on on the processor where their first numbers differ
 * from its, and when the device is lost.
 * @throws Error where there is no GPU, or one made of software.
 */
export async function openOnnxruntimeOnWebgpu(): Promise<Opened> {
  const adapter = await gpuAdapter();
  const executionProviders = ['webgpu'];
  const { detail, threads } = await openOnnxruntime({ executionProviders });
  return { detail: `${detail} (${adapter})`, threads, running: { executionProviders, guard: true } };
}

/**
 * Checks settings of the engine `onnxruntime`, wherever it runs.
 * @throws InputError when its execution providers are no list of names, or one is unknown; for threads that are no number from
 * 1; for an unknown precision.
 */
export function checkOnnxruntimeSettings(settings: OnnxruntimeSettings): void {
  const { executionProviders, threads, precision } = settings;
  for (const name of Object.keys(settings)) checkChoice('setting of engine "onnxruntime"', name, SETTINGS);
  if (executionProviders !== undefined) checkExecutionProviders('executionProviders of engine', executionProviders);
  if (precision !== undefined) checkChoice('precision of engine', precision, PRECISIONS);
  if (threads !== undefined) checkNumber('threads of engine', threads, { min: 1, max: MAX_THREADS, integer: true });
}

/**
 * Checks that settings can be had here.
 * @throws InputError for threads in a browser.
 */
export function checkOnnxruntimeHere({ threads }: OnnxruntimeSettings): void {
  if (threads === undefined || inNode) return;
  throw new InputError('threads of engine is for Node; in a browser set env.wasm.numThreads instead');
}

const SETTINGS = ['name', 'executionProviders', 'precision', 'threads'];
/** More than the largest machines have cores. */
const MAX_THREADS = 1024;
