import { nodeModule, resolveInNode } from '@audiate/protocol';
import type { Fed, Host } from './host.js';
import type { Answers, Call, Reply, Request } from './messages.js';

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

interface Waiting {
  answer(answer: Answers[keyof Answers]): void;
  fail(error: Error): void;
}

/**
 * ONNX Runtime in a worker thread: its `run` blocks the thread that calls it, and this one goes on. The thread does not
 * keep the process alive unless something is asked of it.
 * @throws Error when no thread starts or onnxruntime-node does not load in it.
 */
export async function openThread(entry = ownEntry()): Promise<Host> {
  const { Worker } = nodeModule('node:worker_threads');
  const worker = new Worker(entry, { name: 'audiate', execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let [calls, programs] = [0, 0];
  let ended: string | undefined;
  const end = (why: string) => {
    ended ??= why;
    for (const { fail } of waiting.values()) fail(gone(ended));
    waiting.clear();
  };
  worker.on('message', (reply: Reply) => {
    const asked = waiting.get(reply.call);
    waiting.delete(reply.call);
    if (waiting.size === 0) worker.unref();
    if ('error' in reply) asked?.fail(new Error(reply.error));
    else asked?.answer(reply.answer);
  });
  worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => end(`exit code ${code}`));
  const ask = <T extends Request['task']>(request: Request & { task: T }, moved: ArrayBuffer[] = []) =>
    new Promise<Answers[T]>((resolve, reject) => {
      if (ended !== undefined) return reject(gone(ended));
      const call: Call = { ...request, call: calls++ };
      worker.postMessage(call, moved);
      waiting.set(call.call, { answer: resolve as Waiting['answer'], fail: reject });
      worker.ref();
    });
  const { version, providers } = await ask({ task: 'open' }).catch(async (error) => {
    await worker.terminate();
    throw error;
  });
  return {
    runtime: `onnxruntime-node ${version}`,
    where: 'in a worker thread',
    providers,
    sharesArrays: false,
    lost: () => ended !== undefined,
    async load(model, options) {
      const program = programs++;
      await ask({ task: 'load', program, model, options });
      return {
        run(feeds) {
          const copies = copied(feeds);
          return ask({ task: 'run', program, feeds: copies }, buffersOf(copies));
        },
        async release() {
          if (ended === undefined) await ask({ task: 'release', program });
        },
      };
    },
  };
}

/** The caller keeps its arrays: copies are moved. A view would take the whole array below it along. */
function copied(feeds: Readonly<Record<string, Fed>>): Record<string, Fed> {
  return Object.fromEntries(Object.entries(feeds).map(([name, fed]) => [name, { ...fed, data: fed.data.slice() }]));
}

function buffersOf(feeds: Readonly<Record<string, Fed>>): ArrayBuffer[] {
  return Object.values(feeds).map(({ data }) => data.buffer as ArrayBuffer);
}

function gone(why: string): Error {
  return new Error(
    `the worker thread of ONNX Runtime ended (${why}) and took its programs with it; compile or render again, which ` +
      'starts a new thread (a render goes on from the state of its last result)',
  );
}
