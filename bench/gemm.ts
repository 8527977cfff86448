import type { Peer } from './peer.ts';

/** The products whose best rate is the machine's: a block's widest at a few hundred rows, and a large square. */
const SIZES = [
  [1024, 768, 3072],
  [2048, 2048, 2048],
];
const ROUNDS = 2;

/** The best rate that each side reaches in a product of matrices, in GFLOP/s, in alternating rounds. */
export async function gemmRates<Side extends string>(
  sides: Readonly<Record<Side, Peer>>,
): Promise<Record<Side, number>> {
  const names = Object.keys(sides) as Side[];
  const best = Object.fromEntries(names.map((name) => [name, 0])) as Record<Side, number>;
  for (let round = 0; round < ROUNDS; round++)
    for (const size of SIZES)
      for (const name of names) {
        const { gflops } = await sides[name].ask({ do: 'gemm', size });
        best[name] = Math.max(best[name], Number(gflops));
      }
  return best;
}
