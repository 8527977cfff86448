// The entry of the thread with ONNX Runtime: a worker thread of Node, a Web Worker of a page. JavaScript, and without
// imports of this package, so that a thread can start from it everywhere: from the sources (nothing translates TypeScript
// in a thread of Vitest), the build, the packed package, and as the entry of a bundle of its own.

const inNode = typeof process !== 'undefined' && Boolean(process.versions?.node);

/** @type {import('./runtime.js').Runtime} */
let runtime;
/** @type {Map<number, import('./runtime.js').RuntimeSession>} */
const programs = new Map();
/** Weights whose models are still to come. @type {Map<number, { path: string, data: Uint8Array }>} */
const waiting = new Map();

// A bundle of one file is also what onnxruntime-web's own compute threads are started from: they take its part of it only,
// that of the build for the processor: the build for WebGPU has one thread (web-settings.ts).
if (!inNode && globalThis.self?.name?.startsWith('em-pthread')) void importWeb('wasm');
else serve(inNode ? process.getBuiltinModule('node:worker_threads').parentPort : globalThis.self);

/** @param {any} port */
function serve(port) {
  let last = Promise.resolve();
  port.onmessage = (/** @type {{ data: import('./messages.js').Call }} */ { data: request }) => {
    // onnxruntime-web takes one request at a time on WebGPU.
    if (inNode) void answer(request);
    else last = last.then(() => answer(request));
  };
  const answer = async (/** @type {import('./messages.js').Call} */ request) => {
    const { call } = request;
    try {
      const answer = await perform(request, (why) => port.postMessage({ lost: why }));
      // Node's answers may lie in memory of the binary, which can't be moved.
      port.postMessage({ call, answer }, inNode || request.task !== 'run' ? [] : buffersOf(answer));
    } catch (error) {
      port.postMessage({ call, error: error instanceof Error ? error.message : String(error) });
      // Of a module of WebAssembly that has aborted nothing can be asked any more.
      if (!inNode && error instanceof WebAssembly.RuntimeError) port.postMessage({ lost: error.message });
    }
  };
}

/**
 * @param {import('./messages.js').Request} request
 * @param {(why: string) => void} lose
 */
async function perform(request, lose) {
  if (request.task === 'open') return request.web ? openWeb(request.web) : openNative();
  if (request.task === 'weights') {
    const { program, location, size, begin, bytes } = request;
    const weights = waiting.get(program) ?? { path: location, data: new Uint8Array(size) };
    weights.data.set(bytes, begin);
    waiting.set(program, weights);
    return undefined;
  }
  if (request.task === 'load') {
    const { model, program } = request;
    const weights = waiting.get(program);
    waiting.delete(program);
    const options = { ...request.options, ...(weights && { externalData: [weights] }) };
    programs.set(program, await runtime.InferenceSession.create(model, options));
    watchDevice(lose);
    return undefined;
  }
  const program = programs.get(request.program);
  if (request.task === 'run') return program && run(program, request.feeds);
  programs.delete(request.program);
  return program?.release();
}

async function openNative() {
  // Hidden from bundlers: a page has no use for it.
  const name = 'onnxruntime-node';
  const module = await import(/* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ name);
  runtime = module.default ?? module;
  const { env, listSupportedBackends } = /** @type {any} */ (runtime);
  // What goes wrong is thrown; without this it is printed as well, in red.
  if (env) env.logLevel = 'fatal';
  return {
    version: env?.versions?.node ?? 'of unknown version',
    providers: listSupportedBackends?.().map((/** @type {{ name: string }} */ { name }) => name),
  };
}

/** @param {import('./web-settings.js').WebSettings} settings */
async function openWeb({ build, flags }) {
  const module = await importWeb(build);
  runtime = /** @type {any} */ (module.default ?? module);
  const { env } = /** @type {any} */ (runtime);
  env.logLevel = 'fatal';
  Object.assign(env.wasm, flags);
  return { version: env.versions?.web ?? 'of unknown version', providers: undefined };
}

/** @type {unknown} */
let watched;

/**
 * Tells when the GPU's device is lost, and the programs on it with it. One that goes with its last program is no loss.
 * @param {(why: string) => void} lose
 */
function watchDevice(lose) {
  const { device } = /** @type {any} */ (runtime).env?.webgpu ?? {};
  if (inNode || !device?.lost || device === watched) return;
  watched = device;
  device.lost.then((/** @type {{ message: string }} */ { message }) => {
    if (programs.size > 0) lose(`the GPU's device was lost: ${message}`);
  });
}

/**
 * onnxruntime-web's build for the processor, or that for WebGPU.
 * @param {import('./web-settings.js').WebSettings['build']} build
 * @returns {Promise<any>}
 */
async function importWeb(build) {
  // Optional to every bundler: to esbuild by the catch, to others by the try.
  try {
    if (build === 'webgpu') return await import('onnxruntime-web/webgpu').catch(rethrow);
    return await import('onnxruntime-web/wasm').catch(rethrow);
  } catch (error) {
    return rethrow(error);
  }
}

/** @param {unknown} error @returns {never} */
function rethrow(error) {
  throw error;
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

/** @param {any} answers */
function buffersOf(answers) {
  return [...new Set(Object.values(answers ?? {}).map(({ buffer }) => buffer))];
}
