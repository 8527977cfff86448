import { initialiseBackend, installOps, keepingUsersBackend } from '@audiate/ops';
import { checkChoice, InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { compiled } from './compiled.js';
import { eager } from './eager.js';
import type { Engine, EngineName } from './engine.js';
import { openOnnxruntime } from './onnxruntime.js';
import { openTensorflow } from './tensorflow.js';
import { openWasm } from './wasm.js';

const NAMES: readonly EngineName[] = ['onnxruntime', 'tensorflow', 'webgpu', 'webgl', 'wasm', 'cpu'];
const AUTOMATIC: readonly EngineName[] = ['tensorflow', 'webgpu', 'wasm', 'cpu'];

/**
 * Opens the engine asked for, or the first of the automatic order that starts. Registers the gradients that TensorFlow.js
 * lacks or gets wrong (`installOps`), so that they hold in a user's own parts, too.
 * @throws InputError when `name` is no engine, or is one that does not start here, with the reason.
 */
export async function openEngine(name: EngineName | 'auto' = 'auto'): Promise<Engine> {
  checkChoice('engine', name, ['auto', ...NAMES]);
  installOps();
  return keepingUsersBackend(() => firstThatStarts(name, name === 'auto' ? AUTOMATIC : [name]));
}

async function firstThatStarts(asked: string, candidates: readonly EngineName[]): Promise<Engine> {
  const passedOver: { name: EngineName; why: string }[] = [];
  for (const name of candidates) {
    try {
      const { detail, threads } = await start(name);
      const report = { name, detail, passedOver };
      return { report, threads, ...(name === 'onnxruntime' ? { ...eager('cpu'), ...compiled(threads) } : eager(name)) };
    } catch (error) {
      passedOver.push({ name, why: error instanceof Error ? error.message : String(error) });
    }
  }
  const reasons = passedOver.map(({ name, why }) => `${name}: ${why}`).join('; ');
  throw new InputError(`engine "${asked}" does not start here (${reasons})`);
}

async function start(name: EngineName): Promise<{ detail: string; threads: number }> {
  if (name === 'tensorflow') {
    if (typeof process === 'undefined' || !process.versions?.node) throw new Error('it runs in Node only');
    return openTensorflow();
  }
  if (name === 'onnxruntime') return openOnnxruntime();
  if (name === 'wasm') return openWasm();
  if (!tf.engine().backendNames().includes(name)) {
    throw new Error(`its backend is not registered; import @tensorflow/tfjs-backend-${name} first`);
  }
  if (!(await initialiseBackend(name))) throw new Error('its backend could not be initialised');
  return { detail: `TensorFlow.js ${tf.version_core} ${name}, 1 thread`, threads: 1 };
}
