import { nodeModule, resolveInNode } from '@audiate/protocol';
import type { Host } from './host.js';
import { lineTo, openRemote } from './remote.js';

/**
 * The worker thread's own file: beside this one in the sources; else that of the installed package, also for a bundle.
 * @throws Error where a bundle runs without the package.
 */
function ownEntry(): string | URL {
  const here: string | undefined = import.meta.url;
  if (here?.endsWith('.ts')) return new URL(/* @vite-ignore */ /* webpackIgnore: true */ './worker.js', here);
  const found = resolveInNode('@audiate/compile/worker', here);
  if (found) return found;
  throw new Error('its file @audiate/compile/worker is not installed beside this bundle');
}

/**
 * ONNX Runtime in a worker thread: its `run` blocks the thread that calls it, and this one goes on. The thread does not
 * keep the process alive unless something is asked of it.
 * @throws Error when no thread starts or onnxruntime-node does not load in it.
 */
export async function openThread(entry = ownEntry()): Promise<Host> {
  const { Worker } = nodeModule('node:worker_threads');
  const worker = new Worker(entry, { name: 'audiate', execArgv: [] });
  const line = lineTo({
    post: (call, moved) => worker.postMessage(call, moved),
    busy: (waiting) => (waiting ? worker.ref() : worker.unref()),
    terminate: () => worker.terminate(),
  });
  worker.on('message', line.hear);
  worker.on('error', (error) => line.end(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => line.end(`exit code ${code}`));
  const host = await openRemote(line, { runtime: 'onnxruntime-node', where: 'in a worker thread' });
  return { ...host, close: async () => worker.terminate() };
}
