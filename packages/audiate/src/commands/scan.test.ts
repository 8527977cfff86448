import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../run.js';
import { ran, remembering } from '../testing/ran.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-scan-'));
});
afterAll(() => rm(folder, { recursive: true }));

const CLIPS = ['flite-awb', 'flite-kal16'].map((name) =>
  fileURLToPath(new URL(`../../../wav2vec2-tiny/evaluation/${name}.wav`, import.meta.url)),
);

test('a scan goes on after an interruption, and top takes its index', async () => {
  const out = join(folder, 'index');
  const scan = ['scan', 'tiny', 'encoder.1', 'features', '--out', out, '--top-k', '3', '--clips', ...CLIPS];
  const { terminal, err, stop } = remembering();
  stop();
  expect(await run(scan, terminal)).toBe(130);
  expect(err).toHaveLength(1);
  const { code, out: lines } = await ran(...scan);
  expect(code).toBe(0);
  expect(lines.slice(0, 2)).toEqual(['encoder.1  144 units', 'encoder.2.features  512 units']);
  expect(lines[2]).toMatch(/index\.parquet holds what drives them in 2 clips, \d+\.\d s$/);
  const { index, clips, layers } = JSON.parse((await ran(...scan, '--json')).out[0]!);
  expect([index, clips, layers.length]).toEqual([join(out, 'index.parquet'), 2, 2]);
  const top = await ran('top', 'tiny', 'features:404', '--count', '1', '--out', out, '--clips', ...CLIPS);
  expect([top.code, top.err]).toEqual([0, []]);
  expect(top.out[0]).toMatch(/^encoder\.2\.features:404 {2}\d/);
  expect(await readdir(out)).toContain('index.html');
  const other = await ran('scan', 'tiny', 'encoder.1', '--out', out, '--top-k', '3', '--clips', ...CLIPS);
  expect(other.err.join()).toMatch(/was begun for the model "tiny with tiny-features"; choose another --out/);
});
