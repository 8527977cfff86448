import { macrotask, nodeModule } from '@audiate/protocol';
import type { Numbers, Value } from '../../graph/graph.js';
import { sourcesOf } from '../../graph/order.js';
import { structureOf } from '../structure.js';

const contents = new WeakMap<Numbers, string>();

/**
 * The name of a program on disk: a hash of all that decides what is written there. That is its structure, every bit of the
 * weights in it, how ONNX Runtime is asked to run it, its version, the processor that it is optimized for, and the code
 * that wrote it. Reads 1.5 GB of weights a second, each array once a process; the event loop goes on between two arrays.
 */
export async function keptName(
  outputs: readonly Value[],
  running: { readonly runtime: string; readonly settings: object },
): Promise<string> {
  const os = nodeModule('node:os');
  for (const { origin } of sourcesOf(outputs)) {
    if (origin.kind !== 'frozen' || contents.has(origin.data.source)) continue;
    contents.set(origin.data.source, sha256(origin.data.source));
    await macrotask();
  }
  const machine = [process.platform, process.arch, os.cpus()[0]?.model, process.versions.node];
  const structure = structureOf(outputs, (source) => contents.get(source)!);
  return sha256(JSON.stringify([machine, running, await ownCode(), structure]));
}

let code: Promise<string> | undefined;

/** What this code is: its file, which holds the whole package once it is built. */
function ownCode(): Promise<string> {
  code ??= (async () => {
    const url: string | undefined = import.meta.url;
    if (url === undefined) return '';
    return sha256(await nodeModule('node:fs/promises').readFile(nodeModule('node:url').fileURLToPath(url)));
  })();
  return code;
}

function sha256(data: string | Numbers): string {
  return nodeModule('node:crypto').createHash('sha256').update(data).digest('hex');
}
