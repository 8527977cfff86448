import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chirp } from './chirp.ts';
import { type Timing, timePairs } from './pairs.ts';
import { type Peer, type Step, startOurs, startTorch } from './peer.ts';
import { type Quartiles, relativeError } from './statistics.ts';
import { twoPrograms } from './throughput.ts';
import { plainWork, type Sizes } from './work.ts';

/** What is measured: a step's shape. */
export interface Wanted {
  readonly model: string;
  readonly layer: number;
  readonly batch: number;
  readonly samples: number;
  readonly threads: number;
  readonly pairs: number;
}

/** One way to write the step in PyTorch. */
export type Formulation =
  | (Timing & { readonly buildSeconds: number; readonly difference: number })
  | { readonly failed: string };

/** One line of the benchmark. */
export interface Row extends Wanted {
  readonly ours: Quartiles;
  readonly formulations: Readonly<Record<string, Formulation>>;
  /** PyTorch's fastest, without `original`, which computes more than is asked for. */
  readonly best: string;
  /** From the loaded model to the first gradient. */
  readonly firstStepMs: number;
  /** Another unit of the same layer, from compile to its first gradient; its program was `found` loaded. */
  readonly secondUnit: { readonly ms: number; readonly found: boolean };
  /** The most memory that our process held, model included. */
  readonly peakBytes: number;
  readonly gemmGflops: Readonly<Record<'torch' | 'onnxruntime', number>>;
  /** Operations of the plain step in our time, of the best GEMM rate. */
  readonly gemmFraction: number;
  /** Steps a second of two one-thread programs at once and of one program on two threads. */
  readonly throughput?: { readonly twoOfOne: number; readonly oneOfTwo: number };
}

export interface Measured {
  readonly row: Row;
  readonly versions: Readonly<Record<string, string>>;
}

const FORMULATIONS = ['original', 'eager', 'channels-last', 'compile'];
const GRADIENT_AGREEMENT = 1e-4;
const VALUE_AGREEMENT = 1e-5;
/** The products whose best rate is the machine's: a block's widest at a few hundred rows, and a large square. */
const GEMM_SIZES = [
  [1024, 768, 3072],
  [2048, 2048, 2048],
];

/** Measures one row. @throws Error where the two sides do not compute the same. */
export async function measure(wanted: Wanted, configPath: string): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-bench-'));
  const peers: Peer[] = [];
  const opened = async (peer: Promise<Peer>) => {
    peers.push(await peer);
    return peers.at(-1)!;
  };
  try {
    const step: Step = { ...wanted, folder };
    await writeFile(join(folder, 'audio.bin'), chirp(wanted.batch * wanted.samples));
    const torch = await opened(startTorch(step, configPath));
    const ours = await opened(startOurs(step));
    const first = await ours.ask({ do: 'prepare' });
    const built = await prepareFormulations(torch, folder);
    const gemmGflops = { torch: await gemm(torch), onnxruntime: await gemm(ours) };
    const ran = FORMULATIONS.filter((name) => !('failed' in built[name]!));
    const { ours: own, others } = await timePairs(
      { name: 'ours', step: async () => Number((await ours.ask({ do: 'step' })).seconds) },
      ran.map((name) => ({
        name,
        step: async () => Number((await torch.ask({ do: 'step', formulation: name })).seconds),
      })),
      wanted.pairs,
    );
    const second = await ours.ask({ do: 'secondUnit' });
    await torch.close();
    const work = plainWork(torch.ready.config as unknown as Sizes, wanted.layer, wanted);
    const best = Math.max(...Object.values(gemmGflops));
    const contenders = ran.filter((name) => name !== 'original');
    const row: Row = {
      ...wanted,
      ours: own,
      formulations: Object.fromEntries(
        FORMULATIONS.map((name) => [name, { ...built[name]!, ...others[name] } as Formulation]),
      ),
      best: contenders.reduce((a, b) => (others[b]!.ms.median < others[a]!.ms.median ? b : a)),
      firstStepMs: 1000 * Number(first.seconds),
      secondUnit: { ms: 1000 * Number(second.seconds), found: Boolean(second.found) },
      peakBytes: Number(second.peakBytes),
      gemmGflops,
      gemmFraction: work / (own.median / 1000) / (best * 1e9),
      ...(wanted.threads === 2 && { throughput: await twoPrograms(step, ours, own.median / 1000) }),
    };
    return { row, versions: { ...(ours.ready.versions as object), ...(torch.ready.versions as object) } };
  } finally {
    await Promise.all(peers.map((peer) => peer.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Builds each formulation, and checks that it computes what we do. */
async function prepareFormulations(torch: Peer, folder: string) {
  const ours = await numbersIn(join(folder, 'ours.bin'));
  const built: Record<string, { failed: string } | { buildSeconds: number; difference: number }> = {};
  for (const formulation of FORMULATIONS) {
    const answer = await torch.ask({ do: 'prepare', formulation });
    if (answer.failed !== undefined) {
      built[formulation] = { failed: String(answer.failed) };
      continue;
    }
    const theirs = await numbersIn(join(folder, 'theirs.bin'));
    const difference = relativeError(ours.slice(0, -1), theirs.slice(0, -1));
    const [value, other] = [ours.at(-1)!, theirs.at(-1)!];
    if (!(difference < GRADIENT_AGREEMENT)) {
      throw new Error(`our gradient and that of PyTorch's ${formulation} differ by ${difference}`);
    }
    if (!(Math.abs(value - other) < VALUE_AGREEMENT * Math.max(1, Math.abs(other)))) {
      throw new Error(`our value is ${value}, that of PyTorch's ${formulation} ${other}`);
    }
    built[formulation] = { buildSeconds: Number(answer.seconds), difference };
  }
  return built;
}

async function gemm(peer: Peer): Promise<number> {
  let best = 0;
  for (const size of GEMM_SIZES) best = Math.max(best, Number((await peer.ask({ do: 'gemm', size })).gflops));
  return best;
}

async function numbersIn(file: string): Promise<Float32Array> {
  const bytes = await readFile(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
