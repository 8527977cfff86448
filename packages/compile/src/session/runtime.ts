import { InputError } from '@audiate/protocol';
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
  readonly Tensor: new (type: string, data: Numbers, shape: readonly number[]) => RuntimeTensor;
}

/** Whether this is Node, which has threads and files. */
export const inNode = typeof process !== 'undefined' && Boolean(process.versions?.node);

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
    const module = await import(/* @vite-ignore */ /* webpackIgnore: true */ runtimeName);
    return (module.default ?? module) as Runtime;
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

/** What went wrong, short enough to stand in a sentence. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 160);
}

/** The version of the runtime, where it tells. */
export function runtimeVersion(runtime: Runtime): string {
  const { env } = runtime as unknown as { env?: { versions?: { node?: string; common?: string } } };
  return env?.versions?.node ?? env?.versions?.common ?? 'of unknown version';
}
