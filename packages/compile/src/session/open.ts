import { InputError, inNode } from '@audiate/protocol';
import type { Host } from './host.js';
import { openInProcess } from './in-process.js';
import { buildFor, firstLine, type RuntimeBuild, runtimeName } from './runtime.js';
import { openThread } from './thread.js';
import { tryOut } from './try-out.js';
import { openWebThread } from './web-thread.js';

const opening = new Map<RuntimeBuild, Promise<Host>>();

/**
 * The process's one ONNX Runtime with these execution providers, for all programs; a new one when it has ended. In Node a
 * worker thread, in a page a Web Worker, or this thread where none starts. A page has one for the processor and one for
 * WebGPU.
 * @throws InputError when it is absent, does not load, or runs nothing, with the reason and what to do.
 */
export async function openHost(executionProviders?: readonly string[]): Promise<Host> {
  const build = buildFor(executionProviders);
  const mine = opening.get(build) ?? open(build);
  opening.set(build, mine);
  const forget = () => {
    if (opening.get(build) === mine) opening.delete(build);
  };
  const host = await mine.catch((error) => {
    forget();
    throw error;
  });
  if (!host.lost()) return host;
  forget();
  return openHost(executionProviders);
}

async function open(build: RuntimeBuild): Promise<Host> {
  try {
    return await tried(await (inNode ? openThread() : openWebThread(build)));
  } catch (error) {
    const worker = inNode ? 'worker thread' : 'worker';
    return tried(await openInProcess(build, `no ${worker} starts (${firstLine(error)})`));
  }
}

/** A host that has run something: a binary may load and yet not compute. */
async function tried(host: Host): Promise<Host> {
  try {
    await tryOut(host);
    return host;
  } catch (error) {
    const how = inNode ? 'install it anew' : 'serve its .wasm file and name its address by env.wasm.wasmPaths';
    throw new InputError(`${runtimeName} loads but does not compute (${firstLine(error)}); ${how}`);
  }
}
