import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../run.js';
import { ran, remembering, SHORT } from '../testing/ran.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-sweep-'));
});
afterAll(() => rm(folder, { recursive: true }));

const NAMES = ['seed-4_param-spectrum', 'seed-4_param-stft', 'seed-5_param-spectrum', 'seed-5_param-stft'];

test('a sweep renders all combinations, goes on after an interruption, and leaves a table of all', async () => {
  const out = join(folder, 'sweep');
  const argv = ['sweep', 'tiny', 'logit:IY', '--seed', '4', '--seeds', '2', '--param', 'spectrum,stft'];
  const all = [...argv, ...SHORT, '--out', out, '--json'];
  const { out: before, err, terminal } = remembering((_, controller) => controller.abort());
  expect(await run(all, terminal)).toBe(130);
  expect(err).toEqual(['stopped with 1 of 4 combinations finished; the same command goes on from there']);
  const { code, out: lines } = await ran(...all);
  expect(code).toBe(0);
  const sounds = lines.map((line) => JSON.parse(line));
  expect(sounds.slice(0, before.length)).toEqual(before.map((line) => JSON.parse(line)));
  expect(sounds.map(({ target, seed, param }) => [target, seed, param])).toEqual(
    ['spectrum', 'stft'].flatMap((param) => [4, 5].map((seed) => ['logit(IY)', seed, param])),
  );
  expect(new Set(sounds.map(({ score }) => score)).size).toBe(4);
  const entries = await readdir(out, { withFileTypes: true });
  expect(entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()).toEqual(NAMES);
  expect((await readFile(join(out, 'sweep.parquet'))).subarray(0, 4).toString()).toBe('PAR1');
  const again = await ran('export', 'table', out, '--out', join(folder, 'all.parquet'));
  expect([again.code, again.out]).toEqual([0, [`${join(folder, 'all.parquet')}  4 sounds`]]);
  // Fewer combinations now: the table has all that the folder holds.
  const fewer = await ran(
    ...argv.slice(0, -2),
    '--seed',
    '4',
    '--seeds',
    '1',
    '--param',
    'spectrum,stft',
    ...SHORT,
    '--out',
    out,
  );
  expect(fewer.code).toBe(0);
  await ran('export', 'table', out, '--out', join(folder, 'still.parquet'));
  expect(await readFile(join(out, 'sweep.parquet'))).toEqual(await readFile(join(folder, 'still.parquet')));
  expect(await readFile(join(out, 'sweep.parquet'))).toEqual(await readFile(join(folder, 'all.parquet')));
  const other = await ran(...argv, '--steps', '3', '--seconds', '0.3', '--out', out);
  expect(other.err.join()).toMatch(/seed-4_param-spectrum" has --steps 2, now 3; choose another --out, or --force/);
});

test('all combinations are claimed before the first is rendered, each once', async () => {
  const out = join(folder, 'claimed');
  const argv = ['sweep', 'tiny', 'logit:IY', '--seconds', '0.3', '--out', out];
  expect((await ran(...argv, '--seed', '2', '--seeds', '1', '--steps', '3')).code).toBe(0);
  const { code, out: lines, err } = await ran(...argv, '--seeds', '3', '--steps', '2');
  expect([code, lines, err.length]).toEqual([1, [], 1]);
  expect((await readdir(out)).sort()).toEqual(['audiate.json', 'seed-2', 'sweep.parquet']);
  const twice = await ran(...argv, '--seed', '2', '--seeds', '1', '--steps', '3,03');
  expect([twice.code, twice.out.length]).toEqual([0, 2]);
  const anew = await ran('sweep', 'tiny', 'logit:AA', '--seeds', '1', '--out', out, '--force', ...SHORT);
  expect(anew.code).toBe(0);
  expect((await readdir(out)).sort()).toEqual(['audiate.json', 'seed-0', 'sweep.parquet']);
});
