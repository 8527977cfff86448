import { initialiseBackend, installOps } from '@audiate/ops';
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
  const passedOver: { name: EngineName; why: string }[] = [];
  for (const candidate of name === 'auto' ? AUTOMATIC : [name]) {
    try {
      const { detail, threads } = await start(candidate);
      return {
        report: { name: candidate, detail, passedOver },
        threads,
        ...(candidate === 'onnxruntime' ? { ...eager('cpu'), ...compiled(threads) } : eager(candidate)),
      };
    } catch (error) {
      passedOver.push({ name: candidate, why: error instanceof Error ? error.message : String(error) });
    }
  }
  const reasons = passedOver.map(({ name: candidate, why }) => `${candidate}: ${why}`).join('; ');
  throw new InputError(`engine "${name}" does not start here (${reasons})`);
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
  return { detail: `TensorFlow.js ${tf.version_core} ${name}`, threads: 1 };
}
