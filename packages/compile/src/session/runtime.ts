import { InputError, inNode } from '@audiate/protocol';
import type { Numbers } from '../graph/graph.js';

/** A tensor of ONNX Runtime. */
export interface RuntimeTensor {
  readonly data: unknown;
}

/** A loaded model of ONNX Runtime. */
export interface RuntimeSession {
  run(feeds: Readonly<Record<string, RuntimeTensor>>): Promise<Readonly<Record<string, RuntimeTensor>>>;
  release(): Promise<void>;
}

/** What this package uses of ONNX Runtime; onnxruntime-node and onnxruntime-web offer it alike. */
export interface Runtime {
  readonly InferenceSession: { create(model: string | Uint8Array, options: object): Promise<RuntimeSession> };
  /** In Node: the execution providers that the binary knows. */
  listSupportedBackends?(): readonly { readonly name: string }[];
  readonly Tensor: new (type: string, data: Numbers, shape: readonly number[]) => RuntimeTensor;
}

/** The package that serves this platform. */
export const runtimeName = inNode ? 'onnxruntime-node' : 'onnxruntime-web';

/**
 * A build of onnxruntime-web: `wasm` for the processor, `webgpu` for what else a page has (WebGPU, WebNN). Each is an instance
 * of its own, with its own `env` and its own .wasm file. Node has one for all.
 */
export type RuntimeBuild = 'wasm' | 'webgpu';

/** The build that has these execution providers. */
export function buildFor(executionProviders: readonly string[] = []): RuntimeBuild {
  return !inNode && executionProviders.some((name) => name === 'webgpu' || name === 'webnn') ? 'webgpu' : 'wasm';
}

const loading = new Map<RuntimeBuild, Promise<Runtime>>();

/**
 * ONNX Runtime: onnxruntime-node in Node, onnxruntime-web elsewhere. Both are optional.
 * @throws InputError when it is absent or its binary does not load, with the reason and what to install.
 */
export function loadRuntime(build: RuntimeBuild): Promise<Runtime> {
  const known = loading.get(build);
  if (known) return known;
  const started = importRuntime(build).catch((error) => {
    loading.delete(build);
    throw error;
  });
  loading.set(build, started);
  return started;
}

async function importRuntime(build: RuntimeBuild): Promise<Runtime> {
  try {
    const module = await (inNode ? importHidden(runtimeName) : importWeb(build));
    return (('default' in module && module.default) || module) as unknown as Runtime;
  } catch (error) {
    const how = inNode
      ? 'install it by `ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node` (it has no binary for macOS on x64)'
      : 'install onnxruntime-web';
    const absent = (error as NodeJS.ErrnoException)?.code === 'ERR_MODULE_NOT_FOUND';
    const why =
      absent && firstLine(error).includes(`'${runtimeName}'`)
        ? 'is not installed'
        : `does not load (${firstLine(error)})`;
    throw new InputError(`${runtimeName} ${why}; ${how}`);
  }
}

/** Optional to every bundler: to esbuild by the catch, to others by the try. */
async function importWeb(build: RuntimeBuild): Promise<object> {
  try {
    if (build === 'webgpu') return await import('onnxruntime-web/webgpu').catch(rethrow);
    return await import('onnxruntime-web/wasm').catch(rethrow);
  } catch (error) {
    return rethrow(error);
  }
}

/** A package that bundlers leave alone: a page has no use for Node's. */
const importHidden = (name: string): Promise<object> =>
  import(/* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ name);

const rethrow = (error: unknown): never => {
  throw error;
};

/** What went wrong, short enough to stand in a sentence. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 160);
}

/** Settings of onnxruntime-web's WebAssembly that a page may have made. */
export interface WasmFlags {
  readonly wasmPaths?: string | { readonly wasm?: string | URL; readonly mjs?: string | URL };
  readonly wasmBinary?: ArrayBufferLike | Uint8Array;
  readonly numThreads?: number;
  readonly simd?: boolean | 'fixed' | 'relaxed';
  readonly initTimeout?: number;
}

interface Environment {
  readonly versions?: { readonly node?: string; readonly web?: string; readonly common?: string };
  readonly wasm?: WasmFlags;
}

const environmentOf = (runtime: Runtime): Environment => (runtime as { env?: Environment }).env ?? {};

/** The version of the runtime, where it tells. */
export function runtimeVersion(runtime: Runtime): string {
  const { versions } = environmentOf(runtime);
  return versions?.[inNode ? 'node' : 'web'] ?? versions?.common ?? 'of unknown version';
}

/** `env.wasm` of onnxruntime-web, as the page has set it. */
export function wasmFlags(runtime: Runtime): WasmFlags {
  return environmentOf(runtime).wasm ?? {};
}
