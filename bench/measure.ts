import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chirp } from './chirp.ts';
import { COARSE, formulationsOf, prepareFormulations } from './formulations.ts';
import { gemmRates } from './gemm.ts';
import { timePairs } from './pairs.ts';
import { type Peer, type Step, startOurs, startTorch } from './peer.ts';
import type { Formulation, Row, Wanted } from './row.ts';
import { twoPrograms } from './throughput.ts';
import { plainWork, type Sizes } from './work.ts';

/** The name of our step in bytes. */
const BYTES = 'i8';

/** A row, and the versions of what ran. */
export interface Measured {
  readonly row: Row;
  readonly versions: Readonly<Record<string, string>>;
}

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
    const inBytes = await opened(startOurs({ ...step, precision: 'i8' }));
    await inBytes.ask({ do: 'warm' });
    const built = await prepareFormulations(torch, folder);
    const ran = formulationsOf(torch).filter((name) => !('failed' in built[name]!));
    const contenders = ran.filter((name) => name !== 'original' && name !== COARSE);
    if (contenders.length === 0) throw new Error(`no formulation of PyTorch runs: ${JSON.stringify(built)}`);
    const { ours: own, others } = await timePairs(
      { name: 'ours', step: async () => Number((await ours.ask({ do: 'step' })).seconds) },
      ran.map((name) => ({
        name,
        step: async () => Number((await torch.ask({ do: 'step', formulation: name })).seconds),
      })),
      {
        pairs: wanted.pairs,
        beside: { name: BYTES, step: async () => Number((await inBytes.ask({ do: 'step' })).seconds) },
      },
    );
    await inBytes.close();
    const second = await ours.ask({ do: 'secondUnit' });
    const gemmGflops = await gemmRates({ torch, onnxruntime: ours });
    await torch.close();
    const work = plainWork(torch.ready.config as unknown as Sizes, wanted.layer, wanted);
    const best = Math.max(...Object.values(gemmGflops));
    const row: Row = {
      ...wanted,
      ours: own,
      bytes: others[BYTES]!,
      formulations: Object.fromEntries(
        formulationsOf(torch).map((name) => [name, { ...built[name]!, ...others[name] } as Formulation]),
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
