import { macrotask, nodeModule } from '@audiate/protocol';
import type { Frozen, Numbers } from '../../graph/graph.js';
import { type Encode, WEIGHTS } from '../apart.js';
import { keptFolder } from './folder.js';

const contents = new WeakMap<Numbers, string>();

/** Where a program is kept. */
export interface Place {
  readonly folder: string;
  readonly name: string;
}

/** What a program is made of: its file, the weights beside it, and how ONNX Runtime runs it. */
export interface Made {
  readonly encode: Encode;
  readonly weights: readonly Frozen[];
  readonly runtime: string;
  readonly settings: object;
}

/** Where a program is to be kept; undefined where nothing is, or where this code can't be told from another version of it. */
export async function keptPlace(made: Made): Promise<Place | undefined> {
  try {
    const folder = keptFolder();
    return folder === undefined ? undefined : { folder, name: await keptName(made) };
  } catch {
    return undefined;
  }
}

/**
 * The name of a program on disk: a hash of all that decides what is written there. That is the model's file, every bit of the
 * weights beside it, how ONNX Runtime is asked to run it, its version, the processor that it is optimized for, and the
 * code that packs the weights. Reads 1.5 GB of weights a second, each array once a process; the event loop goes on
 * between two arrays.
 */
async function keptName({ encode, weights, runtime, settings }: Made): Promise<string> {
  for (const { source } of weights) {
    if (contents.has(source)) continue;
    contents.set(source, sha256(source));
    await macrotask();
  }
  const machine = [process.platform, process.arch, nodeModule('node:os').cpus()[0]?.model];
  const packed = weights.map(({ source, packing }) => [contents.get(source), packing]);
  const model = sha256(encode({ location: WEIGHTS, append: () => 0 }));
  return sha256(JSON.stringify([machine, runtime, settings, await ownCode(), model, packed]));
}

let code: Promise<string> | undefined;

/**
 * What this code is: its file, which holds the whole package once it is built.
 * @throws Error where there is none, as in a bundle of CommonJS or one that was moved.
 */
function ownCode(): Promise<string> {
  code ??= (async () => {
    const file = nodeModule('node:url').fileURLToPath(import.meta.url);
    return sha256(await nodeModule('node:fs/promises').readFile(file));
  })();
  return code;
}

function sha256(data: string | Numbers): string {
  return nodeModule('node:crypto').createHash('sha256').update(data).digest('hex');
}
