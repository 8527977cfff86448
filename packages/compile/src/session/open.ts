import { InputError, inNode } from '@audiate/protocol';
import type { Host } from './host.js';
import { openInProcess } from './in-process.js';
import { firstLine, runtimeName } from './runtime.js';
import { openThread } from './thread.js';
import { tryOut } from './try-out.js';

let opening: Promise<Host> | undefined;

/**
 * The process's one ONNX Runtime, for all programs; a new one when it has ended. In Node a worker thread, or this thread
 * where none starts; in browsers this thread.
 * @throws InputError when it is absent, does not load, or runs nothing, with the reason and what to do.
 */
export async function openHost(): Promise<Host> {
  opening ??= open();
  const mine = opening;
  const forget = () => {
    if (opening === mine) opening = undefined;
  };
  const host = await mine.catch((error) => {
    forget();
    throw error;
  });
  if (!host.lost()) return host;
  forget();
  return openHost();
}

async function open(): Promise<Host> {
  if (!inNode) return tried(await openInProcess());
  try {
    return await tried(await openThread());
  } catch (error) {
    return tried(await openInProcess(`no worker thread starts (${firstLine(error)})`));
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
