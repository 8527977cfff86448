import type { Host } from './host.js';
import type { Reply } from './messages.js';
import { lineTo, openRemote } from './remote.js';
import { loadRuntime, type RuntimeBuild, runtimeName } from './runtime.js';
import { webSettings } from './web-settings.js';

let named: string | URL | undefined;

/**
 * Names the address of the worker's script, for pages whose bundler does not put it into the build (esbuild), before the
 * first program is compiled: a bundle of `@audiate/compile/worker` as a module, served from the page's own origin.
 */
export function setWorkerPath(address: string | URL): void {
  named = address;
}

/**
 * ONNX Runtime in a Web Worker: a program computes there, and the page's thread goes on.
 * @throws InputError when onnxruntime-web is not installed; Error when no worker starts, or it does not load there.
 */
export async function openWebThread(build: RuntimeBuild): Promise<Host> {
  const runtime = await loadRuntime(build);
  const web = webSettings(runtime, build);
  const worker = start();
  const line = lineTo({
    post: (call, moved) => worker.postMessage(call, moved),
    terminate: () => worker.terminate(),
  });
  worker.onmessage = ({ data }: MessageEvent<Reply>) => line.hear(data);
  worker.onerror = (event) => {
    event.preventDefault();
    line.end(event.message || 'its script does not load, or a Content-Security-Policy forbids it');
    // Nothing is asked of it any more: what it holds goes.
    worker.terminate();
  };
  const { numThreads } = web.flags;
  return openRemote(line, {
    runtime: runtimeName,
    where: 'in a worker',
    threads: () => numThreads as number,
    web,
  });
}

function start(): Worker {
  if (named !== undefined) return new Worker(named, { type: 'module', name: 'audiate' });
  const here: string | undefined = import.meta.url;
  if (!here)
    throw new Error('the bundle has not its script; bundle @audiate/compile/worker and name it by setWorkerPath');
  // Bundlers follow these very words.
  return new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'audiate' });
}
