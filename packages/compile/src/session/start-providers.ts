import { InputError, inNode } from '@audiate/protocol';
import type { Host } from './host.js';
import { firstLine } from './runtime.js';
import { tryOut } from './try-out.js';

const started = new WeakMap<Host, Map<string, Promise<void>>>();

/**
 * Starts execution providers, each by a program of its own, once for a host: ONNX Runtime would pass over one that its
 * binary lacks, and compute elsewhere than it was asked to.
 * @throws InputError when one is not in the binary, with those that are, or does not start, with the reason and what it needs.
 */
export async function startProviders(host: Host, providers: readonly string[]): Promise<void> {
  const known = started.get(host) ?? new Map<string, Promise<void>>();
  started.set(host, known);
  for (const name of providers) {
    const starting = known.get(name) ?? start(host, name);
    known.set(name, starting);
    await starting;
  }
}

async function start(host: Host, name: string): Promise<void> {
  if (host.providers && !host.providers.includes(name)) {
    throw new InputError(
      `${host.runtime} has no execution provider "${name}" on ${process.platform}-${process.arch}; it has ` +
        host.providers.join(', '),
    );
  }
  if (name === 'cpu') return;
  try {
    await tryOut(host, { executionProviders: [name], logSeverityLevel: 4 });
  } catch (error) {
    const needed = (inNode && NEEDED[name]) || 'leave it out';
    throw new InputError(`the execution provider "${name}" does not start here (${reasonOf(error)}); ${needed}`);
  }
}

/** Without the place in C++ and the condition that ONNX Runtime puts before some reasons. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return firstLine(message.replace(/^.* was false\. /, ''));
}

const NVIDIA =
  'it needs an NVIDIA GPU, CUDA 12 and cuDNN 9 on the path of the loader, and its own library, which `npm rebuild ' +
  'onnxruntime-node` fetches on Linux x64 unless ONNXRUNTIME_NODE_INSTALL is set to skip';

/** What providers need in Node. */
const NEEDED: Readonly<Record<string, string>> = {
  cuda: NVIDIA,
  tensorrt: NVIDIA,
  webgpu: 'it needs a GPU with a driver for Vulkan (Linux), Direct3D 12 (Windows) or Metal (macOS)',
};
