import { initialiseBackend, installOps, withBackend } from '@audiate/ops';
import { inNode, nodeModule, resolveInNode } from '@audiate/protocol';
import { env } from '@tensorflow/tfjs';
import type * as WasmBackend from '@tensorflow/tfjs-backend-wasm';
import { eager } from './eager.js';
import type { Engine } from './engine.js';
import { silently } from './silently.js';
import { installWasmKernels } from './wasm-kernels.js';
import { guardWasmMemory, ranOutOfWasmMemory, renewWasm, tidyWasmAfter } from './wasm-memory.js';

/** Brings the WebAssembly backend up with audiate's corrections of its kernels. */
export async function openWasm(): Promise<{ detail: string; threads: number }> {
  const wasm = await importWasm();
  // In a page it starts its threads from the text of a function, which does not run once a bundler has shortened its names.
  if (!inNode) env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await initialiseBackend('wasm'))) {
    throw new Error(
      'the WebAssembly files of @tensorflow/tfjs-backend-wasm did not load; serve them and name their folder by setWasmPaths',
    );
  }
  await renewWasm();
  installWasmKernels();
  guardWasmMemory();
  const threads = Math.max(1, wasm.getThreadsCount());
  return {
    detail: `TensorFlow.js ${wasm.version_wasm} WebAssembly, ${threads} thread${threads > 1 ? 's' : ''}`,
    threads,
  };
}

/** The eager engine on the backend that {@link openWasm} brought up. */
export function eagerOnWasm(): Pick<Engine, 'run' | 'evaluator' | 'activations' | 'listen' | 'ranOutOfMemory'> {
  const run = <T>(body: () => T): T => {
    try {
      return withBackend('wasm', body);
    } catch (error) {
      tidyWasmAfter(error);
      throw error;
    }
  };
  return { ...eager('wasm', run), ranOutOfMemory: ranOutOfWasmMemory };
}

/**
 * In Node the installed package, also for a bundle, which has not its WebAssembly files; elsewhere what the bundler made of
 * it. Node gives the CommonJS build's exports as names and as `default`; bundlers give the names alone.
 */
async function importWasm(): Promise<typeof WasmBackend> {
  const path = inNode ? resolveInNode('@tensorflow/tfjs-backend-wasm', import.meta.url) : undefined;
  if (path) {
    const module = silently(() => nodeModule('node:module').createRequire(path)(path));
    installOps(); // where it brought a copy of TensorFlow.js, that has registered its own gradients
    return module;
  }
  // Optional to every bundler: to esbuild by the catch, to others by the try.
  try {
    const module = await import('@tensorflow/tfjs-backend-wasm').catch(rethrow);
    return 'default' in module ? (module.default as typeof WasmBackend) : module;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(`@tensorflow/tfjs-backend-wasm does not load (${why}); install it`);
  }
}

const rethrow = (error: unknown): never => {
  throw error;
};
