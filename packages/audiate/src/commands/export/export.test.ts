import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeWav, readTextGrid } from '@audiate/media';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran, SHORT } from '../../testing/ran.js';

let folder: string;
let sounds: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-export-'));
  sounds = join(folder, 'sounds');
  await ran('render', 'tiny', 'logit:IY,AA', '--out', sounds, ...SHORT);
});
afterAll(() => rm(folder, { recursive: true }));

const python = (...argv: string[]) => spawnSync('python3', ['-c', ...argv], { encoding: 'utf8' });

test.runIf(python('import numpy').status === 0)('activations of sounds for NumPy', async () => {
  const file = join(folder, 'heard.npz');
  const argv = ['export', 'activations', 'tiny', 'encoder.2', 'features', '--clips', sounds, '--out', file];
  const { code, out } = await ran(...argv);
  expect(code).toBe(0);
  expect(out[0]).toMatch(/heard\.npz {2}encoder\.2 encoder\.2\.clip encoder\.2\.seconds encoder\.2\.features /);
  const read = [
    'import json, sys, numpy',
    'z = numpy.load(sys.argv[1])',
    'on = (z["encoder.2.features"] > 0).sum(axis=1)',
    'shapes = {k: list(z[k].shape) for k in z.files}',
    'print(json.dumps([shapes, z["encoder.2.clip"].tolist(), z["encoder.2.seconds"].tolist(), sorted(set(on.tolist())), z["files"].tolist()]))',
  ];
  const { stdout, stderr } = python(read.join('\n'), file);
  expect(stderr).toBe('');
  const [shapes, clips, seconds, on, files] = JSON.parse(stdout);
  expect(shapes).toMatchObject({
    'encoder.2': [28, 144],
    'encoder.2.features': [28, 512],
    files: [2],
    sample_rate: [],
  });
  expect(clips).toEqual([...Array(14).fill(0), ...Array(14).fill(1)]);
  expect(seconds[1] - seconds[0]).toBeCloseTo(0.02, 9);
  expect(on).toEqual([12]);
  expect(files).toEqual(['aa', 'iy'].map((name) => join(sounds, `logit-${name}.wav`)));
  expect((await ran(...argv)).err.join()).toMatch(/^there is a file ".*" already; choose another --out, or --force$/);
  expect((await ran(...argv, '--force')).code).toBe(0);
});

const chunksOf = (wav: Buffer) => wav.toString('latin1').match(/cue |labl|smpl/g) ?? [];

test('labels for Praat, Audacity and editors', async () => {
  const out = join(folder, 'labels');
  const { code, out: lines } = await ran('export', 'labels', 'tiny', sounds, '--judge', 'tinyB', '--out', out);
  expect(code).toBe(0);
  const endings = ['.TextGrid', '.tiny.txt', '.tinyB.txt', '.wav'];
  expect(lines).toEqual(['aa', 'iy'].flatMap((name) => endings.map((end) => join(out, `logit-${name}${end}`))));
  const grid = readTextGrid(await readFile(join(out, 'logit-iy.TextGrid'), 'utf8'));
  expect(grid.lanes.map(({ name }) => name)).toEqual(['tiny', 'tinyB']);
  const heard = grid.lanes.flatMap(({ segments }) => segments);
  const chunks = chunksOf(await readFile(join(out, 'logit-iy.wav')));
  expect(chunks.filter((id) => id === 'labl')).toHaveLength(heard.length);
});

test('loops for samplers', async () => {
  const out = join(folder, 'loops');
  const { code, out: lines } = await ran('export', 'loop', sounds, '--fade', '100', '--format', 'int16', '--out', out);
  expect(code).toBe(0);
  expect(lines[1]).toBe(`${join(out, 'logit-iy.wav')}  0.200 s`);
  const wav = await readFile(join(out, 'logit-iy.wav'));
  expect(decodeWav(wav).channels[0]).toHaveLength(3200);
  expect(chunksOf(wav)).toEqual(['smpl']);
  const { err } = await ran('export', 'loop', sounds, '--out', out);
  expect(err.join()).toMatch(/has --fade 100, now not given; choose another --out, or --force to begin anew$/);
});
