import { type Runtime, type RuntimeBuild, type WasmFlags, wasmFlags } from './runtime.js';

/** What a Web Worker must know to start the page's onnxruntime-web. */
export interface WebSettings {
  readonly build: RuntimeBuild;
  /** Of `env.wasm`. */
  readonly flags: Readonly<Record<string, unknown>>;
}

/** Settings of `env.wasm` that hold in a worker, too, where the page has set them. */
const PASSED_ON = ['wasmBinary', 'simd', 'initTimeout'] as const;

/**
 * The page's settings of onnxruntime-web's `env.wasm`, as a worker can be told them: addresses relative to the page become
 * absolute, for a worker has another base.
 */
export function webSettings(runtime: Runtime, build: RuntimeBuild): WebSettings {
  const flags = wasmFlags(runtime);
  const kept = PASSED_ON.filter((name) => flags[name] !== undefined).map((name) => [name, flags[name]]);
  const paths = flags.wasmPaths && { wasmPaths: absolute(flags.wasmPaths) };
  return { build, flags: { ...Object.fromEntries(kept), ...paths, numThreads: threadsOf(build, flags.numThreads) } };
}

/** What `env.wasm.wasmPaths` takes: a folder, or the addresses of two files. */
type WasmPaths = NonNullable<WasmFlags['wasmPaths']>;

function absolute(paths: WasmPaths): WasmPaths {
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  const resolved = (address: string | URL): string => new URL(address, base).href;
  if (typeof paths === 'string') return resolved(paths);
  return Object.fromEntries(Object.entries(paths).map(([name, address]) => [name, resolved(address)]));
}

/**
 * One for WebGPU, whatever the page asked for: onnxruntime-web starts its threads from the script that it is a part of, here
 * our worker's, and that can't tell which build a thread belongs to. The GPU does the work there.
 */
export function threadsOf(build: RuntimeBuild, asked: number | undefined): number {
  return build === 'webgpu' ? 1 : threadsFor(asked);
}

/** Half of the logical cores, which is what a product of matrices can use, at least two and not all of a large machine's. */
const MOST_THREADS = 8;

/**
 * Compute threads of a page: those that it asked for by `env.wasm.numThreads`; else as many as its machine is good for,
 * where it is cross-origin isolated, which shared memory needs.
 */
export function threadsFor(asked: number | undefined): number {
  if (asked) return asked;
  if (!globalThis.crossOriginIsolated) return 1;
  const cores = globalThis.navigator?.hardwareConcurrency ?? 1;
  return Math.min(cores, MOST_THREADS, Math.max(2, Math.ceil(cores / 2)));
}
