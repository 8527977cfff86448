import { macrotask, nodeModule } from '@audiate/protocol';
import type { Frozen, Numbers } from '../../graph/graph.js';
import { type Encode, WEIGHTS } from '../model-file.js';

const contents = new WeakMap<Numbers, string>();

/**
 * The name of a program on disk: a hash of all that decides what is written there. That is the model's file, every bit of the
 * weights beside it, how ONNX Runtime is asked to run it, its version, the processor that it is optimized for, and the
 * code that packs the weights. Reads 1.5 GB of weights a second, each array once a process; the event loop goes on
 * between two arrays.
 */
export async function keptName(
  encode: Encode,
  weights: readonly Frozen[],
  running: { readonly runtime: string; readonly settings: object },
): Promise<string> {
  for (const { source } of weights) {
    if (contents.has(source)) continue;
    contents.set(source, sha256(source));
    await macrotask();
  }
  const machine = [process.platform, process.arch, nodeModule('node:os').cpus()[0]?.model];
  const packed = weights.map(({ source, packing }) => [contents.get(source), packing]);
  const model = sha256(encode({ location: WEIGHTS, append: () => 0 }));
  return sha256(JSON.stringify([machine, running, await ownCode(), model, packed]));
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
