import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { programCount, releaseIdlePrograms } from '@audiate/compile';
import * as objectives from '@audiate/objectives';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { replay } from '../render/replay.js';
import { sweepOptions, sweepTargets } from '../testing/sweep-program.js';
import { toy } from '../testing/toy-render.js';
import type { ManyFind, ManyOptions, ManyStep } from './many-options.js';
import { renderMany } from './render-many.js';

const compiled = vi.hoisted(() => ({
  lanes: [] as (number | undefined)[],
  loads: 0,
  /** Two lanes keep to the same run, the first dozen of them, however long each takes to load. */
  abreast: false,
  runs: [0, 0] as [number, number],
}));
vi.mock('@audiate/compile', async (original) => {
  const actual = await original<typeof import('@audiate/compile')>();
  const compile: typeof actual.compile = async (fn, options) => {
    const made = await actual.compile(fn, options);
    if (!made.found) compiled.loads += 1;
    compiled.lanes.push(options.lane);
    const run: typeof made.run = async (...given) => {
      const lane = options.lane ?? 0;
      const own = compiled.runs[lane as 0 | 1]++;
      const isAhead = () => own < 12 && compiled.runs[(1 - lane) as 0 | 1] < own;
      while (compiled.abreast && isAhead()) await new Promise((resolve) => setImmediate(resolve));
      return made.run(...given);
    };
    return { ...made, run };
  };
  return { ...actual, compile };
});

const { model } = toy;
const threads = Math.max(1, Math.floor(availableParallelism() / 2));
const options: ManyOptions = { ...sweepOptions, saveEverySeconds: 1e6, engine: 'onnxruntime' };
/** Two lanes' bits in one. */
const oneLane: ManyOptions = { ...options, engine: { name: 'onnxruntime', threads } };
const twoLanes: ManyOptions = { ...options, concurrency: 2 };

let root: string;
let whole: ManyFind[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'audiate-lanes-'));
  whole = await all(oneLane);
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(() => {
  releaseIdlePrograms();
  compiled.lanes = [];
  compiled.loads = 0;
  compiled.abreast = false;
  compiled.runs = [0, 0];
});

async function all(given: ManyOptions): Promise<ManyFind[]> {
  const finds: ManyFind[] = [];
  for await (const find of renderMany(model, sweepTargets, given)) finds.push(find);
  return finds;
}

const bits = (finds: readonly ManyFind[]) =>
  finds.map(({ name, index, audio, score, best, stopped }) => ({ name, index, audio, score, best, stopped }));
const states = async (folder: string) => (await readdir(folder)).filter((name) => name.endsWith('.state')).sort();
const environmentIn = async (folder: string, channel: number) =>
  JSON.parse(await readFile(join(folder, `channel-filters-${channel}.json`), 'utf8')).recipe.environment;

test('two lanes give what one gives, in order, by a program each that is loaded once; nothing stays', async () => {
  const before = tf.memory();
  const [counts, sweeps] = [new Set<number>(), new Set<string>()];
  let most = 0;
  let calls = 0;
  const finds = await all({
    ...twoLanes,
    async onStep({ targets }) {
      most = Math.max(most, ++calls);
      await new Promise((resolve) => setImmediate(resolve));
      calls -= 1;
      counts.add(programCount());
      sweeps.add(targets.join());
    },
  });
  expect(bits(finds)).toEqual(bits(whole));
  expect(finds.map(({ done, of }) => [done, of])).toEqual(finds.map((_, i) => [i + 1, 8]));
  expect(sweeps.size).toBe(3);
  expect(most).toBe(1); // one call of onStep at a time
  expect(new Set(compiled.lanes)).toEqual(new Set([0, 1]));
  // one for batches of 3 in either lane, and one for the last two
  expect(compiled.loads).toBeLessThanOrEqual(3);
  expect(Math.max(...counts)).toBeLessThanOrEqual(3);
  expect(programCount()).toBeLessThanOrEqual(2); // those of the first lane, for who comes next
  const now = tf.memory();
  expect([now.numTensors, now.numDataBuffers]).toEqual([before.numTensors, before.numDataBuffers]);
});

test('another unit of a layer finds the program of its lane', async () => {
  await all({ ...twoLanes, batch: 1 });
  expect(compiled.lanes.length).toBeGreaterThanOrEqual(8);
  expect(compiled.loads).toBe(2);
});

test('renders that a user starts side by side share one program, and one thread', async () => {
  const sweeps = await Promise.all([all(oneLane), all(oneLane)]);
  for (const finds of sweeps) expect(bits(finds)).toEqual(bits(whole));
  expect(new Set(compiled.lanes)).toEqual(new Set([0]));
  expect(compiled.loads).toBe(2); // one for batches of 3, one for the last two
});

test('recipes tell the threads of a lane, and replay gives the same bits', async () => {
  const folder = join(root, 'recipes');
  await all({ ...twoLanes, folder });
  const { recipe, item } = JSON.parse(await readFile(join(folder, 'channel-filters-4.json'), 'utf8'));
  expect(recipe.environment).toMatchObject({ threads, engineSettings: { name: 'onnxruntime', threads } });
  expect((await replay(recipe, { model })).audio[item]).toEqual(whole[4]!.audio);
});

test.each([
  ['aborted', (_: ManyStep, stop: AbortController) => stop.abort()],
  [
    'failed',
    () => {
      throw new Error('out of luck');
    },
  ],
])('%s in one lane: all end, are saved, and go on with the same bits', async (how, act) => {
  const folder = join(root, how);
  const stop = new AbortController();
  const seen = new Map<string, number>();
  let told = false;
  compiled.abreast = true;
  const sweep = all({
    ...twoLanes,
    folder,
    signal: stop.signal,
    onStep(step) {
      if (told && how === 'failed') expect.unreachable();
      seen.set(step.targets.join(), step.step);
      if (seen.size < 2 || Math.min(...seen.values()) < 3 || told) return;
      told = true;
      compiled.abreast = false;
      act(step, stop);
    },
  });
  if (how === 'failed') await expect(sweep).rejects.toThrow('out of luck');
  else expect(await sweep).toEqual([]);
  expect(programCount()).toBeLessThanOrEqual(2);
  const saved = await states(folder);
  expect(saved).toHaveLength(how === 'failed' ? 1 : 2); // the batch whose step was thrown at is not
  const steps = new Map<string, number>();
  const finds = await all({
    ...twoLanes,
    folder,
    onStep({ targets, step }) {
      const name = `unfinished-${targets[0]!.replace(/\W+/g, '-').replace(/-$/, '')}.state`;
      if (!steps.has(name)) steps.set(name, step);
    },
  });
  expect(
    [...steps]
      .filter(([, step]) => step > 0)
      .map(([name]) => name)
      .sort(),
  ).toEqual(saved);
  expect(bits(finds)).toEqual(bits(whole));
  expect(await states(folder)).toEqual([]);
});

test('a reader that leaves ends all lanes; one lane goes on with what two began', async () => {
  const folder = join(root, 'left');
  for await (const { index } of renderMany(model, sweepTargets, { ...twoLanes, folder })) if (index === 0) break;
  expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('1 of 8 targets are finished.');
  expect(bits(await all({ ...oneLane, folder }))).toEqual(bits(whole));
});

test('auto measures once for a kind of sweep, drops what it measured by, and keeps to a folder that was begun', async () => {
  const auto = { ...options, concurrency: 'auto', steps: 12 } as const;
  const steps: number[] = [];
  const first = await all({ ...auto, onStep: ({ step }) => void steps.push(step) });
  expect(steps).toHaveLength(3 * 12);
  const measured = compiled.lanes.length;
  compiled.lanes = [];
  const second = await all(auto);
  expect(bits(second)).toEqual(bits(first));
  expect(compiled.lanes.length).toBeLessThan(measured);

  const folder = join(root, 'begun');
  for await (const { index } of renderMany(model, sweepTargets, { ...twoLanes, folder })) if (index === 2) break;
  expect(bits(await all({ ...options, concurrency: 'auto', folder }))).toEqual(bits(whole));
  for (const channel of [0, 7]) expect((await environmentIn(folder, channel)).threads).toBe(threads);
});

test('on an engine in the thread of the caller, auto is one lane, and two lanes have its bits', async () => {
  const eager = { ...options, engine: 'cpu' } as const;
  const alone = bits(await all(eager));
  const order: string[] = [];
  const auto = await all({ ...eager, concurrency: 'auto', onStep: ({ targets }) => void order.push(targets.join()) });
  expect(bits(auto)).toEqual(alone);
  expect(order).toEqual([...order].sort()); // batch after batch
  expect(bits(await all({ ...eager, concurrency: 2 }))).toEqual(alone);
});

test.each<[unknown, RegExp]>([
  [0, /concurrency must be a whole number at least 1 and at most 256, got 0; or 'auto'/],
  ['most', /concurrency must be .*got "most"/],
])('concurrency %j is told before the first step', async (concurrency, message) => {
  await expect(all({ ...options, concurrency } as never)).rejects.toThrow(message);
});

test('threads of the engine', async () => {
  const settings = (engine: unknown) => all({ ...options, engine } as never);
  await expect(settings({ name: 'onnxruntime', threads: 0 })).rejects.toThrow(
    /threads of engine must be a whole number/,
  );
  await expect(settings({ name: 'onnxruntime', thread: 1 })).rejects.toThrow(/unknown setting of engine "onnxruntime"/);
});

test('no lane keeps the process alive', () => {
  const tsx = join(import.meta.dirname, '../../../../node_modules/tsx/dist/loader.mjs');
  const program = join(import.meta.dirname, '../testing/sweep-program.ts');
  const folder = join(root, 'program');
  const run = spawnSync(process.execPath, ['--conditions=@audiate/source', '--import', tsx, program, folder, '2'], {
    encoding: 'utf8',
    timeout: 240_000,
  });
  expect([run.status, run.stdout], run.stderr).toEqual([
    0,
    expect.stringContaining('finished channel(filters, 7) 8/8'),
  ]);
}, 300_000);

test('objectives of other structures are batches of their own, in any lane', async () => {
  const mixed = ['filters:0', 'energies:1', 'filters:2', 'energies:3'];
  const finds = async (given: ManyOptions) => {
    const found: ManyFind[] = [];
    for await (const find of renderMany(model, mixed, given)) found.push(find);
    return found;
  };
  expect(bits(await finds(twoLanes))).toEqual(bits(await finds(oneLane)));
  expect(objectives.parse('filters:0').terms).toHaveLength(1);
});
