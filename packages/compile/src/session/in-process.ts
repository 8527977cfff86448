import { inNode } from '@audiate/protocol';
import type { Numbers } from '../graph/graph.js';
import { piecesOf, type Weights } from './apart.js';
import type { Host } from './host.js';
import { loadRuntime, type RuntimeBuild, runtimeName, runtimeVersion, wasmFlags } from './runtime.js';
import { threadsOf } from './web-settings.js';

/**
 * ONNX Runtime in the thread of the caller, which onnxruntime-node blocks while a program computes: where no
 * worker starts.
 * @param why no worker, for a reader.
 * @throws InputError when it is absent or does not load, with what to install.
 */
export async function openInProcess(build: RuntimeBuild, why: string): Promise<Host> {
  const runtime = await loadRuntime(build);
  // A page of one script is in the worker's case.
  if (build === 'webgpu') Object.assign(wasmFlags(runtime), { numThreads: threadsOf(build, undefined) });
  return {
    runtime: `${runtimeName} ${runtimeVersion(runtime)}`,
    where: `in this thread, which it blocks: ${why}`,
    ...(!inNode && { threads: () => wasmFlags(runtime).numThreads ?? 1 }),
    providers: runtime.listSupportedBackends?.().map(({ name }) => name),
    sharesArrays: true,
    lost: () => false,
    async load(model, options, weights) {
      const externalData = weights && [{ path: weights.location, data: joined(weights) }];
      const session = await runtime.InferenceSession.create(model, { ...options, ...(weights && { externalData }) });
      return {
        async run(feeds) {
          const tensors = Object.entries(feeds).map(([name, { dtype, data, shape }]) => {
            return [name, new runtime.Tensor(dtype, data, shape)] as const;
          });
          const answers = await session.run(Object.fromEntries(tensors));
          return Object.fromEntries(Object.entries(answers).map(([name, { data }]) => [name, data as Numbers]));
        },
        release: () => session.release(),
      };
    },
  };
}

function joined(weights: Weights): Uint8Array {
  const whole = new Uint8Array(weights.size);
  for (const { begin, bytes } of piecesOf(weights)) whole.set(bytes, begin);
  return whole;
}
