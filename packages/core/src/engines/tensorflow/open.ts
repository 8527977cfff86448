import { initialiseBackend } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { coreCount } from '../core-count.js';
import type { Opened } from '../opened.js';
import { installTensorflowKernels } from './kernels.js';
import { load, loadedUnder } from './load.js';
import { checkAsLoaded, deviceOf } from './loaded.js';
import type { TensorflowSettings } from './settings.js';

const GPU_PACKAGE = '@tensorflow/tfjs-node-gpu';
const CPU_PACKAGE = '@tensorflow/tfjs-node';

/**
 * Brings libtensorflow up through `@tensorflow/tfjs-node-gpu` or, where that does not load and no GPU is asked for,
 * `@tensorflow/tfjs-node`; both are optional peers. Where the user has imported one of them already, that one is taken.
 * @throws Error with the reason of each package that does not load; InputError when the process's libtensorflow is not
 * as asked for.
 */
export async function openTensorflow(settings: TensorflowSettings = { name: 'tensorflow' }): Promise<Opened> {
  const { device } = settings;
  const wantsGpu = device !== undefined && device !== 'cpu';
  const faults = await load(wantsGpu ? [GPU_PACKAGE] : [GPU_PACKAGE, CPU_PACKAGE], settings);
  const { isGPUPackage, isUsingGpuDevice: onGpu, binding } = await start();
  const loaded = { settings: loadedUnder, onGpu };
  checkAsLoaded(settings, loaded);
  const threads = coreCount();
  const where = onGpu ? `a GPU (${deviceOf(loaded)})` : `the CPU, ${threads} thread${threads > 1 ? 's' : ''}`;
  const detail = `${isGPUPackage ? GPU_PACKAGE : CPU_PACKAGE} with TensorFlow ${binding.TF_Version} on ${where}`;
  return { detail: [detail, ...faults].join('; '), threads };
}

/** The same, where `@tensorflow/tfjs-node-gpu` loads and finds a GPU. */
export async function openTensorflowOnGpu(): Promise<Opened> {
  await load([GPU_PACKAGE], { name: 'tensorflow' });
  const { isGPUPackage, isUsingGpuDevice } = await start();
  if (!isGPUPackage) throw new Error(`${CPU_PACKAGE} is loaded already, which uses no GPU`);
  if (loadedUnder?.device === 'cpu') throw new Error(`${GPU_PACKAGE}: it was loaded for the CPU`);
  if (!isUsingGpuDevice) throw new Error(`${GPU_PACKAGE}: it finds no GPU`);
  return openTensorflow();
}

/** What both packages register as the backend `tensorflow`. */
interface LibtensorflowBackend extends tf.KernelBackend {
  readonly isGPUPackage: boolean;
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

async function start(): Promise<LibtensorflowBackend> {
  if (!(await initialiseBackend('tensorflow'))) throw new Error('libtensorflow did not start');
  installTensorflowKernels();
  return tf.engine().findBackend('tensorflow') as LibtensorflowBackend;
}
