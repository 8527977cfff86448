import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAtlas, openMap } from '@audiate/atlas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../run.js';
import type { Terminal } from '../../terminal/terminal.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-cli-atlas-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function ran(...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const { signal } = new AbortController();
  const terminal: Terminal = {
    print: (line) => out.push(line),
    error: (line) => err.push(line),
    isInteractive: false,
    signal,
  };
  return { code: await run(['atlas', ...argv], terminal), out, err };
}

describe('audiate atlas', () => {
  test('plans, runs a shard and the rest, merges', async () => {
    const atlas = join(folder, 'atlas');
    const settings = ['--steps', '2', '--seconds', '0.25', '--batch', '2', '--units-per-chunk', '2', '--out', atlas];
    expect(await ran('plan', 'tiny', 'conv.0:1-4', 'features:3', ...settings)).toEqual({
      code: 0,
      out: ['5 units in 3 chunks', `audiate atlas run ${atlas}`],
      err: [],
    });
    const shard = await ran('run', atlas, '--shard', '1/2', '--engine', 'cpu', '--json');
    expect(JSON.parse(shard.out[0]!)).toMatchObject({
      stopped: 'done',
      finished: 1,
      of: 1,
      shard: { index: 1, of: 2 },
    });
    const early = await ran('merge', atlas);
    expect([early.code, early.err[0]]).toEqual([
      1,
      expect.stringMatching(/2 of 3 chunks are not finished, 00000 the first/),
    ]);
    const all = await ran('run', atlas, '--engine', 'cpu');
    expect(all.code).toBe(0);
    expect(all.out.slice(-2)).toEqual(['3 of 3 chunks are finished', `audiate atlas merge ${atlas}`]);
    const merged = join(atlas, 'merged');
    expect((await ran('merge', atlas)).out).toEqual([
      `${join(merged, 'index.parquet')} holds 5 units, 3 archives their sounds`,
    ]);
    expect((await ran('merge', atlas)).code).toBe(0);
    const mine = join(folder, 'mine');
    await mkdir(mine);
    await writeFile(join(mine, 'README.md'), 'by hand');
    expect((await ran('merge', atlas, '--out', mine)).err[0]).toMatch(
      /holds "README\.md", which no command of audiate says/,
    );
    expect((await ran('merge', atlas, '--out', mine, '--force')).err[0]).toMatch(
      /"README\.md", which audiate\.json does not/,
    );
    expect([await readdir(mine), await readFile(join(mine, 'README.md'), 'utf8')]).toEqual([['README.md'], 'by hand']);
    const { units } = await openAtlas(merged);
    expect(units.map(({ layer, unit }) => `${layer}:${unit}`)).toEqual([
      ...['conv.0:1', 'conv.0:2', 'conv.0:3', 'conv.0:4'],
      'encoder.2.features:3',
    ]);
    const speechFile = join(import.meta.dirname, '../../../../../fixtures/speech/cards/001.wav');
    const heard = await ran('hear', merged, '--clips', speechFile, '--windows', '4', '--engine', 'cpu');
    expect([heard.code, heard.out.at(-1)]).toEqual([
      0,
      expect.stringMatching(/map\.parquet places 5 units by what they do on 4 stretches of speech; \d tell a label$/),
    ]);
    const { speech, examples } = await openMap(merged);
    const [strongest] = await examples('conv.0', 1);
    expect([strongest!.file, (await speech(strongest!.stretch)).length > 1000]).toEqual(['001.wav', true]);
    const again = await ran(
      'hear',
      merged,
      '--clips',
      speechFile,
      '--windows',
      '4',
      '--engine',
      'cpu',
      '--examples',
      '0',
    );
    expect([again.code, await readdir(merged)]).toEqual([0, expect.not.arrayContaining(['speech.tar'])]);
    expect((await ran('merge', atlas)).code).toBe(0);
  });

  test('prints jobs of batch systems', async () => {
    const { out } = await ran('job', '/atlas', '--for', 'slurm', '--machines', '7', '--model', 'tiny', '--memory', '3');
    expect(out[0]).toMatch(/--array=0-6\n[\s\S]*--mem=3G\n/);
  });

  test.each([
    [['plan', 'tiny', 'conv.77'], /unknown layer of tiny "conv\.77"; nearest are conv\.0/],
    [['plan', 'tiny', '--minutes', '3', '--units-per-chunk', '8'], /both say how long a chunk is; leave one out/],
    [['run', 'nowhere'], /there is no plan\.json in "nowhere"/],
    [['run', 'nowhere', '--shard', '3'], /can't read the shard "3"; write it as 0\/50/],
    [
      ['hear', 'nowhere', '--clips', 'none'],
      /there is no index\.parquet in "nowhere"; merge the chunks of a plan first/,
    ],
    [['serve', 'nowhere'], /there is no index\.parquet in "nowhere"; audiate atlas merge makes one of a plan/],
    [['queue', 'nowhere', '--redis', 'http://user:secret@host'], /^--redis must be an address such as redis:/],
    [['run', 's3://A'], /a bucket must be an address such as s3:\/\/bucket\/prefix, got "s3:\/\/A"/],
    [['run', 'gs://bucket/a'], /"gs:\/\/bucket\/a" is an address, not a folder; a bucket is s3:/],
    [['job', '$(id)', '--for', 'slurm', '--machines', '2', '--model', 'tiny'], /place must be/],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await ran(...argv);
    expect(code).toBe(1);
    expect(err.join('\n')).toMatch(message);
    expect(err.join('\n')).not.toContain('secret');
  });
});
