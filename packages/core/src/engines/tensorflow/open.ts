import { initialiseBackend, installOps } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { coreCount, inNode } from '../node.js';
import type { Opened } from '../opened.js';
import { installFault } from './install-fault.js';
import { installTensorflowKernels } from './kernels.js';
import { restoreNodeUtilities } from './node-utilities.js';
import { applySettings, type TensorflowSettings } from './settings.js';

const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/**
 * Brings libtensorflow up through `@tensorflow/tfjs-node-gpu` or, where that does not load, `@tensorflow/tfjs-node`;
 * both are optional peers. Where the user has imported one of them already, that one is taken.
 * @throws Error with the reason of each package that does not load; InputError when the device asked for is not the one
 * that the process runs on.
 */
export async function openTensorflow(settings: TensorflowSettings = { name: 'tensorflow' }): Promise<Opened> {
  await load(PACKAGES, settings);
  const { isGPUPackage, isUsingGpuDevice, binding } = await start();
  checkDevice(settings, isUsingGpuDevice);
  const threads = await coreCount();
  const device = isUsingGpuDevice ? `a GPU (${gpuInUse()})` : `the CPU, ${threads} threads`;
  const detail = `${PACKAGES[isGPUPackage ? 0 : 1]} with TensorFlow ${binding.TF_Version} on ${device}`;
  return { detail, threads };
}

/** The same, where `@tensorflow/tfjs-node-gpu` loads and finds a GPU. */
export async function openTensorflowOnGpu(): Promise<Opened> {
  const [gpu] = PACKAGES as [string];
  await load([gpu], { name: 'tensorflow' });
  if (!(await start()).isUsingGpuDevice) throw new Error(`${gpu}: it finds no GPU`);
  return openTensorflow();
}

/** What both packages register as the backend `tensorflow`. */
interface LibtensorflowBackend extends tf.KernelBackend {
  readonly isGPUPackage: boolean;
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

/** The settings that the library was loaded under; undefined where the user has loaded it. */
let loadedUnder: TensorflowSettings | undefined;

async function load(packages: readonly string[], settings: TensorflowSettings): Promise<void> {
  if (!inNode) throw new Error('it runs in Node only');
  if (isLoaded()) return;
  const { createRequire } = await import('node:module');
  const require = createRequire(import.meta.url);
  await restoreNodeUtilities();
  const reasons: string[] = [];
  for (const name of packages) {
    try {
      const path = resolve(name, require);
      applySettings(settings);
      withoutWarnings(() => require(path));
      installOps();
      loadedUnder = settings;
      return;
    } catch (error) {
      reasons.push(`${name}: ${installFault(error, name)}`);
    }
  }
  throw new Error(reasons.join('; '));
}

/** Loading brings the CommonJS build of TensorFlow.js, which registers every kernel and gradient anew and warns of each. */
function withoutWarnings(load: () => void): void {
  const flags = tf.env();
  const before = flags.getBool('PROD');
  flags.set('PROD', true);
  try {
    load();
  } finally {
    flags.set('PROD', before);
  }
}

const isLoaded = () => tf.engine().backendNames().includes('tensorflow');

function resolve(name: string, require: NodeJS.Require): string {
  try {
    return require.resolve(name);
  } catch {
    throw new Error('not installed');
  }
}

async function start(): Promise<LibtensorflowBackend> {
  if (!(await initialiseBackend('tensorflow'))) throw new Error('libtensorflow did not start');
  installTensorflowKernels();
  return tf.engine().findBackend('tensorflow') as LibtensorflowBackend;
}

const gpuInUse = () => loadedUnder?.device ?? 'gpu:0';

/** @throws InputError when libtensorflow, which is loaded once a process, computes elsewhere than asked for. */
function checkDevice({ device }: TensorflowSettings, onGpu: boolean): void {
  const inUse = onGpu ? gpuInUse() : 'cpu';
  if (device === undefined || device === inUse) return;
  if (!onGpu && loadedUnder?.device !== 'cpu') throw new InputError(`there is no ${device}: TensorFlow finds no GPU`);
  throw new InputError(`TensorFlow was loaded on ${inUse} and stays there; ask for ${device} in a new process`);
}
