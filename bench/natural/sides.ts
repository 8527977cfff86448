import { fileURLToPath } from 'node:url';
import { type Answer, type Peer, startPeer } from '../peer.ts';
import type { Climb, Request, Target } from './climb.ts';
import type { Side } from './summary.ts';

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** How PyTorch climbs. */
export interface TorchOptimizer {
  readonly name: 'adam' | 'momentum';
  readonly lr?: number;
  readonly preconditioning?: number;
}

/** Who climbs what of one checkpoint, each request in a process of its own. */
export interface Sides {
  climb(side: Side, request: Request): Promise<Climb[]>;
  /** PyTorch, however it is to climb. */
  torch(request: Request & { readonly optimizer: TorchOptimizer; readonly compiled?: boolean }): Promise<Climb[]>;
  /** What PyTorch scores targets by on the sound in a file of float32. */
  scores(targets: readonly Target[], audio: string): Promise<number[]>;
  /** What ran. */
  readonly versions: Readonly<Record<string, string>>;
  /** In what PyTorch computes. */
  readonly dtype: string;
  close(): Promise<void>;
}

/**
 * Starts PyTorch's side.
 * @param options.source what our side loads: `tiny` or the folder. `base`: a checkpoint is written there first.
 */
export async function startSides(
  folder: string,
  { source, threads, adam, base = false }: { source: string; threads: number; adam: TorchOptimizer; base?: boolean },
): Promise<Sides> {
  const peer = await startPeer('python3', [
    beside('torch_side.py'),
    folder,
    String(threads),
    ...(base ? ['base'] : []),
  ]);
  const ask = async (request: object): Promise<Answer> => {
    const answer = await peer.ask(request);
    if (answer.failed) throw new Error(String(answer.failed));
    return answer;
  };
  const torch: Sides['torch'] = async (request) => (await ask({ do: 'climb', ...request })).climbs as Climb[];
  const optimizers = { Adam: adam, 'same optimizer': { name: 'momentum' } } as const;
  return {
    torch,
    climb: (side, request) =>
      side === 'audiate' ? climbOurs(source, request) : torch({ ...request, optimizer: optimizers[side] }),
    scores: async (targets, audio) => (await ask({ do: 'score', targets, audio })).scores as number[],
    versions: peer.ready.versions as Record<string, string>,
    dtype: String(peer.ready.dtype),
    close: () => peer.close(),
  };
}

async function climbOurs(source: string, request: Request): Promise<Climb[]> {
  const ours: Peer = await startPeer(process.execPath, [...process.execArgv, beside('our-side.ts'), source]);
  try {
    return (await ours.ask(request)).climbs as Climb[];
  } finally {
    await ours.close();
  }
}
