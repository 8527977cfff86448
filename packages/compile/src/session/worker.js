// The entry of the worker thread. JavaScript, and without imports of this package, so that a thread can start from it
// everywhere: from the sources (nothing translates TypeScript in a thread of Vitest), the build and the packed package.
import { parentPort } from 'node:worker_threads';

/** @type {import('./runtime.js').Runtime} */
let runtime;
/** @type {Map<number, import('./runtime.js').RuntimeSession>} */
const programs = new Map();

parentPort?.on('message', async (/** @type {import('./messages.js').Call} */ request) => {
  const { call } = request;
  try {
    const answer = await perform(request);
    parentPort?.postMessage({ call, answer });
  } catch (error) {
    parentPort?.postMessage({ call, error: error instanceof Error ? error.message : String(error) });
  }
});

/** @param {import('./messages.js').Request} request */
async function perform(request) {
  if (request.task === 'open') return open();
  if (request.task === 'load') {
    programs.set(request.program, await runtime.InferenceSession.create(request.model, request.options));
    return undefined;
  }
  const program = programs.get(request.program);
  if (request.task === 'run') return program && run(program, request.feeds);
  programs.delete(request.program);
  return program?.release();
}

async function open() {
  const module = await import('onnxruntime-node');
  runtime = /** @type {any} */ (module.default ?? module);
  const { env, listSupportedBackends } = /** @type {any} */ (runtime);
  // What goes wrong is thrown; without this it is printed as well, in red.
  if (env) env.logLevel = 'fatal';
  return {
    version: env?.versions?.node ?? 'of unknown version',
    providers: listSupportedBackends?.().map((/** @type {{ name: string }} */ { name }) => name),
  };
}

/**
 * @param {import('./runtime.js').RuntimeSession} program
 * @param {Readonly<Record<string, import('./host.js').Fed>>} feeds
 */
async function run(program, feeds) {
  const tensors = Object.entries(feeds).map(([name, { dtype, shape, data }]) => {
    return [name, new runtime.Tensor(dtype, data, shape)];
  });
  const answers = await program.run(Object.fromEntries(tensors));
  return Object.fromEntries(Object.entries(answers).map(([name, { data }]) => [name, data]));
}
