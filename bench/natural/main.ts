// What a user waits for: seconds from a loaded model to the first look at which the clean score reaches the unit's natural
// maximum, compiling, steps and looks included, beside a PyTorch script of good craft (torch_climb.py). Three climbs of each target
// and seed in turn, each in a fresh process: ours with the defaults of `render`, PyTorch with Adam, PyTorch with our optimizer.
// In the same process a second unit of the layer follows. Needs: pip install torch==2.13.0+cpu transformers.
// `npm run bench:natural -- --seeds 3`; `--tune` tries Adam's settings and torch.compile on seeds that don't count.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ModelAdapter } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import { withBlock } from '../../tools/docs/block.ts';
import { chirp } from '../chirp.ts';
import { appendRows, readRows } from '../defaults/rows.ts';
import { writeWhole } from '../report.ts';
import { type Request, SAMPLES, type Target } from './climb.ts';
import { type Sides, startSides, type TorchOptimizer } from './sides.ts';
import { type Run, SIDES } from './summary.ts';
import { BASE, reportOf } from './tables.ts';
import { scoresOf, targetsOf } from './targets.ts';
import { tune } from './tune.ts';

const { values: flags } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    steps: { type: 'string', default: '128' },
    targets: { type: 'string', default: '14' },
    base: { type: 'string', default: '3' },
    /** Runs that are there are kept: a run that was cut off, or ended by `--minutes`, goes on. */
    out: { type: 'string', default: 'out/bench-natural.jsonl' },
    minutes: { type: 'string', default: 'Infinity' },
    tune: { type: 'boolean', default: false },
    /** Writes the tables into docs/benchmark.md, too. */
    docs: { type: 'boolean', default: false },
  },
});
const [seeds, steps, count, rounds] = [flags.seeds, flags.steps, flags.targets, flags.base].map(Number) as [
  number,
  number,
  number,
  number,
];
/** What `--tune` found best. */
const ADAM: TorchOptimizer = { name: 'adam', lr: 0.01, preconditioning: 1 };
const TINY = fileURLToPath(new URL('../../packages/wav2vec2-tiny/models/tiny', import.meta.url));
const PAGE = fileURLToPath(new URL('../../docs/benchmark.md', import.meta.url));
const threads = availableParallelism();
const say = (text: string) => process.stderr.write(`${text}\n`);
const folder = await mkdtemp(join(tmpdir(), 'audiate-bench-natural-'));
// Where others want the cores, PyTorch's threads that ask again and again for work cost it several times what sleeping ones do.
if (loadavg()[1]! > threads / 2) process.env.OMP_WAIT_POLICY ??= 'PASSIVE';

try {
  const model = (await tiny()) as unknown as ModelAdapter;
  const targets = (await targetsOf(model)).slice(0, count);
  const sides = await startSides(TINY, { source: 'tiny', threads, adam: ADAM });
  await checkSame(sides, model, targets);
  if (flags.tune) console.log(await tune(sides, targets, steps));
  else {
    await climbAll(sides, targets);
    const report = reportOf(await readRows<Run>(flags.out), { threads, ...sides });
    console.log(report);
    if (flags.docs) await writeWhole(PAGE, withBlock(await readFile(PAGE, 'utf8'), 'natural', report));
  }
  await sides.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit();

/**
 * Every target from every seed: two of one layer in one process, the first one on a bare model, the other one where a program of
 * the layer is loaded; who is first changes from seed to seed. After the targets of a seed a
 * model of base's sizes: at random weights it has no natural maximum, so 64 steps are taken to the result.
 */
async function climbAll(sides: Sides, targets: readonly Target[]): Promise<void> {
  const based = rounds > 0 ? await startSides(folder, { source: folder, threads, adam: ADAM, base: true }) : undefined;
  const unit: Target = { name: BASE, layer: 'encoder.2', channel: 5, from: 24, count: 1 };
  for (let seed = 1; seed <= Math.max(seeds, rounds); seed++) {
    for (let i = 0; i < targets.length && seed <= seeds; i += 2) {
      const pair = targets.slice(i, i + 2);
      const ordered = seed % 2 === 1 ? pair : pair.reverse();
      await climbOnce(sides, { targets: ordered, seed, steps, turn: i / 2 + seed });
    }
    if (based && seed <= rounds) await climbOnce(based, { targets: [unit], seed, steps: 64, turn: seed });
  }
  await based?.close();
}

/** Climbs unless that was done before, and keeps what it took. */
async function climbOnce(sides: Sides, turn: Request & { readonly turn: number }): Promise<void> {
  const known = await readRows<Run>(flags.out);
  const [{ name }] = turn.targets as [Target];
  if (known.some((run) => run.turn === 'first' && run.target === name && run.seed === turn.seed)) return;
  if (performance.now() > 60_000 * Number(flags.minutes)) return;
  const runs = await inTurn(sides, turn);
  await appendRows(flags.out, runs);
  say(`seed ${turn.seed}, ${name}: ${summed(runs[0]!)}`);
}

/** All sides climb the targets, who begins changes from turn to turn. */
async function inTurn(sides: Sides, { turn, ...request }: Request & { readonly turn: number }): Promise<Run[]> {
  const order = SIDES.map((_, i) => SIDES[(i + turn) % SIDES.length]!);
  const found: Record<string, Awaited<ReturnType<Sides['climb']>>> = {};
  for (const side of order) found[side] = await sides.climb(side, request);
  return request.targets.map(({ name, layer }, i) => ({
    target: name,
    group: name === BASE ? name : groupOf(layer),
    seed: request.seed,
    load: loadavg()[0]!,
    turn: i === 0 ? 'first' : 'again',
    climbs: Object.fromEntries(SIDES.map((side) => [side, found[side]![i]!])) as unknown as Run['climbs'],
  }));
}

/** @throws Error where the two sides score a sound differently. */
async function checkSame(sides: Sides, model: ModelAdapter, targets: readonly Target[]): Promise<void> {
  const sound = chirp(SAMPLES);
  const file = join(folder, 'chirp.bin');
  await writeFile(file, sound);
  const [ours, theirs] = [await scoresOf(model, targets, sound), await sides.scores(targets, file)];
  for (const [i, { name, natural }] of targets.entries()) {
    const apart = Math.abs(ours[i]! - theirs[i]!);
    if (!(apart < 1e-4 * natural!)) throw new Error(`${name} scores ${ours[i]} with us and ${theirs[i]} in PyTorch`);
  }
}

function groupOf(layer: string): string {
  if (layer === 'logits') return 'phones';
  return layer.startsWith('encoder') ? 'encoder.0 … encoder.3' : layer;
}

function summed({ climbs }: Run): string {
  return SIDES.map((side) => {
    const { seconds, reached, steps } = climbs[side];
    return `${side} ${seconds.toFixed(2)} s, ${reached === null ? `not in ${steps}` : reached} steps`;
  }).join('; ');
}
