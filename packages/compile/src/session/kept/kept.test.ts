import { mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { weight } from '@audiate/ops';
import { nodeFiles } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CompileOptions, compile } from '../../compile.js';
import { closeLanes, releaseIdlePrograms } from '../cache.js';
import { bound } from './bound.js';
import { keptFolder } from './folder.js';

/** A matrix of 36 MB: programs of more than 32 MB are kept. */
const SIDE = 3000;
const matrixOf = (change = 0) =>
  Float32Array.from({ length: SIDE * SIDE }, (_, i) => Math.sin(i) / 50 + (i === 12_345 ? change : 0));
const matrix = matrixOf();
const x = Float32Array.from({ length: SIDE }, (_, i) => Math.cos(i));

/** What a program of the matrix answers, loaded anew as by another process. */
async function answers(
  data: Float32Array,
  { scale = 1, gradients = 'always' as NonNullable<CompileOptions['gradients']> } = {},
): Promise<Float32Array> {
  const w = weight(data, [SIDE, SIDE]);
  const program = await compile(({ x }) => ({ value: tf.mul(tf.matMul(x!, w.tensor()), scale) }), {
    inputs: { x: [1, SIDE] },
    wrt: ['x'],
    gradients,
  });
  expect(program.found).toBe(false);
  const found = await program.run({ x });
  program.dispose();
  releaseIdlePrograms();
  w.dispose();
  return Float32Array.of(...(found.values.value as Float32Array), ...found.gradients.x!);
}

let cache: string;
const programs = () => join(cache, 'programs');
const kept = () => readdir(programs());

beforeEach(async () => {
  await tf.setBackend('cpu');
  cache = await mkdtemp(join(tmpdir(), 'audiate-kept-'));
  vi.stubEnv('AUDIATE_CACHE', cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true, force: true });
});

describe('a program on disk', () => {
  test('gives the bits of a fresh one, and other weights or another structure have their own', async () => {
    vi.stubEnv('AUDIATE_CACHE', 'off');
    const fresh = await answers(matrix);
    vi.stubEnv('AUDIATE_CACHE', cache);
    expect(await answers(matrix)).toEqual(fresh);
    const [name] = await kept();
    await utimes(join(programs(), name!), 1, 1);
    expect(await answers(Float32Array.from(matrix))).toEqual(fresh);
    expect(await kept()).toEqual([name]);
    expect((await stat(join(programs(), name!))).mtimeMs).toBeGreaterThan(1000);
    const changed = await answers(matrixOf(1));
    expect(changed).not.toEqual(fresh);
    expect(await kept()).toHaveLength(2);
    expect(await answers(matrixOf(1))).toEqual(changed);
    expect(await answers(matrix, { scale: -1 })).not.toEqual(fresh);
    expect(await kept()).toHaveLength(3);
  });

  test('computes gradients on demand, also with constants that ONNX Runtime makes in their half', async () => {
    const first = await answers(matrix, { gradients: 'on demand' });
    const [name] = await kept();
    await utimes(join(programs(), name!), 1, 1);
    expect(await answers(matrix, { gradients: 'on demand' })).toEqual(first);
    expect((await stat(join(programs(), name!))).mtimeMs).toBeGreaterThan(1000);
    expect(await answers(matrix)).toEqual(first);
    expect(await kept()).toHaveLength(2);
  });

  test.each([
    ['a cut file of weights', async (place: string) => truncate(join(place, 'weights.bin'), 4096)],
    [
      'a changed bit',
      async (place: string) => {
        const bytes = await readFile(join(place, 'weights.bin'));
        bytes[20_000_001]! ^= 1;
        await writeFile(join(place, 'weights.bin'), bytes);
      },
    ],
    ['a model that is none', async (place: string) => writeFile(join(place, 'model.onnx'), 'nothing')],
    ['a missing seal', async (place: string) => rm(join(place, 'sha256.json'))],
  ])('%s is found out, and the program made again', async (_, harm) => {
    const first = await answers(matrix);
    const [name] = await kept();
    await harm(join(programs(), name!));
    expect(await answers(matrix)).toEqual(first);
    expect(await kept()).toEqual([name]);
  });

  test('may be made by several at once; nothing unfinished stays', async () => {
    const other = Float32Array.from(matrix);
    const both = await Promise.all([answers(matrix), answers(other)]);
    expect(both[0]).toEqual(both[1]);
    expect(await kept()).toHaveLength(1);
  });

  test('is made once where lanes ask for it at once, also with other threads', async () => {
    const before = await answers(matrix);
    await rm(programs(), { recursive: true });
    const saving = vi.spyOn(nodeFiles('here').fs, 'mkdtemp');
    const w = weight(matrix, [SIDE, SIDE]);
    const compiled = await Promise.all(
      [0, 1, 2].map((lane) =>
        compile(({ x }) => ({ value: tf.mul(tf.matMul(x!, w.tensor()), 1) }), {
          inputs: { x: [1, SIDE] },
          wrt: ['x'],
          lane,
          threads: 1 + (lane % 2),
        }),
      ),
    );
    expect(saving).toHaveBeenCalledTimes(1);
    saving.mockRestore();
    expect(await kept()).toHaveLength(1);
    for (const { run, dispose } of compiled) {
      expect((await run({ x })).values.value).toHaveLength(SIDE);
      dispose();
    }
    w.dispose();
    await closeLanes();
    expect(before).toHaveLength(2 * SIDE);
  });

  test('with weights that are fed is not kept', async () => {
    const w = weight(matrix, [SIDE, SIDE]);
    const { dispose } = await compile(({ x }) => tf.matMul(x!, w.tensor()), {
      inputs: { x: [1, SIDE] },
      weights: 'input',
    });
    expect(await readdir(cache)).toEqual([]);
    dispose();
    w.dispose();
  });

  test('is not kept where its folder is none', async () => {
    await writeFile(programs(), 'a file');
    const first = await answers(matrix);
    await rm(programs());
    expect(await answers(matrix)).toEqual(first);
  });
});

test('what was not used for longest goes first, and what was left unfinished a day ago', async () => {
  const [old, older, newest] = ['0', '1', '2'].map((digit) => digit.repeat(64)) as [string, string, string];
  const [left, recent] = ['unfinished-abcdef', 'unfinished-ABCDEF'];
  const sizes = { [old]: 60, [older]: 60, [newest]: 60, [left]: 10, [recent]: 10, thesis: 1000 };
  const files = nodeFiles('here');
  for (const [name, size] of Object.entries(sizes)) {
    await files.fs.mkdir(join(cache, name));
    await writeFile(join(cache, name, 'weights.bin'), new Uint8Array(size));
  }
  const at = async (name: string, days: number) => utimes(join(cache, name), days, Date.now() / 1000 - 86_400 * days);
  await Promise.all([at(old, 2), at(older, 3), at(newest, 1), at(left, 2), at('thesis', 9)]);
  await bound(files, cache, 130);
  expect((await readdir(cache)).sort()).toEqual([old, newest, 'thesis', recent].sort());
  await bound(files, cache, 1);
  expect((await readdir(cache)).sort()).toEqual([newest, 'thesis', recent].sort());
  await bound(files, join(cache, 'missing'), 1);
});

test('where programs are kept', () => {
  const built = 'file:///app/node_modules/@audiate/compile/dist/index.js';
  const home = join(homedir(), '.cache', 'audiate', 'programs');
  expect(keptFolder({}, built)).toBe(home);
  expect(keptFolder({ AUDIATE_CACHE: '' }, built)).toBe(home);
  expect(keptFolder({ XDG_CACHE_HOME: '/var/caches' }, built)).toBe('/var/caches/audiate/programs');
  expect(keptFolder({ AUDIATE_CACHE: '/data' }, 'file:///src/session/kept/folder.ts')).toBe('/data/programs');
  expect(keptFolder({ AUDIATE_CACHE: 'off' }, built)).toBeUndefined();
  expect(keptFolder({}, 'file:///src/session/kept/folder.ts')).toBeUndefined();
  expect(keptFolder({}, undefined)).toBeUndefined();
});
