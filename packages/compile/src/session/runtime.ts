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

let loading: Promise<Runtime> | undefined;

/**
 * ONNX Runtime: onnxruntime-node in Node, onnxruntime-web elsewhere. Both are optional.
 * @throws InputError when it is absent or its binary does not load, with the reason and what to install.
 */
export function loadRuntime(): Promise<Runtime> {
  loading ??= importRuntime().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function importRuntime(): Promise<Runtime> {
  try {
    // Optional to every bundler: to esbuild by the catch, to others by the try.
    const module = await (inNode ? importHidden(runtimeName) : import('onnxruntime-web').catch(rethrow));
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

interface Environment {
  readonly versions?: { readonly node?: string; readonly web?: string; readonly common?: string };
  readonly wasm?: { readonly numThreads?: number };
}

const environmentOf = (runtime: Runtime): Environment => (runtime as { env?: Environment }).env ?? {};

/** The version of the runtime, where it tells. */
export function runtimeVersion(runtime: Runtime): string {
  const { versions } = environmentOf(runtime);
  return versions?.[inNode ? 'node' : 'web'] ?? versions?.common ?? 'of unknown version';
}

/** Compute threads that onnxruntime-web settled for when it started: all of a page's programs share them. */
export function webThreads(runtime: Runtime): number {
  return environmentOf(runtime).wasm?.numThreads ?? 1;
}
