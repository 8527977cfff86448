import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
    layers: [2],
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

test('no sound of the user is replaced or removed, also by force', async () => {
  const mine = join(folder, 'mine');
  await mkdir(mine);
  const recording = join(mine, 'rec.wav');
  await copyFile(join(sounds, 'logit-iy.wav'), recording);
  await writeFile(join(mine, 'rec.TextGrid'), 'by hand');
  const before = await readFile(recording);
  const kept = async (...argv: string[]) => {
    const { code, err } = await ran('export', ...argv, '--force');
    expect(await readFile(recording)).toEqual(before);
    expect([code, await readFile(join(mine, 'rec.TextGrid'), 'utf8')]).toEqual([1, 'by hand']);
    return err.join();
  };
  expect(await kept('loop', recording, '--out', mine)).toMatch(/holds "rec\.wav", which is read and would be replaced/);
  expect(await kept('labels', 'tiny', recording, '--out', mine)).toMatch(/"rec\.wav", which is read/);
  const other = join(folder, 'other');
  await mkdir(other);
  await copyFile(recording, join(other, 'rec.wav'));
  const labels = await kept('labels', 'tiny', join(other, 'rec.wav'), '--out', mine);
  expect(labels).toMatch(/holds "rec\.(wav|TextGrid)", which audiate\.json does not list and which would be replaced/);
  await rm(join(mine, 'rec.wav'));
  const grid = await ran('export', 'labels', 'tiny', join(other, 'rec.wav'), '--out', mine, '--force');
  expect(grid.err.join()).toMatch(/holds "rec\.TextGrid"/);
  await copyFile(join(other, 'rec.wav'), recording);
  expect(await kept('activations', 'tiny', 'logits', '--clips', mine, '--out', recording)).toMatch(
    /is read and would be replaced/,
  );
});

test('a folder of sounds is not emptied by what reads it, nor is what lies in it', async () => {
  const out = join(folder, 'out');
  await ran('render', 'tiny', 'logit:IY', '--out', out, ...SHORT);
  await ran('export', 'loop', out, '--out', join(out, 'loops'));
  const before = (await readdir(out, { recursive: true })).sort();
  expect(before).toContain(join('loops', 'logit-iy.wav'));
  const record = join(out, 'logit-iy.json');
  for (const argv of [
    ['export', 'loop', out, '--out', out],
    ['replay', record, 'tiny', '--out', out],
    ['top', 'tiny', 'encoder.2:5', '--clips', out, '--out', out],
    ['scan', 'tiny', 'encoder.2', '--clips', record.replace('json', 'wav'), '--out', out],
    ['card', 'tiny', 'logit:AA', '--no-ascent', '--clips', out, '--out', out, ...SHORT],
    ['render', 'tiny', 'logit:AA', '--out', out, '--seconds', '0.3', '--batch', '100000'],
    ['render', 'tiny', 'logit:AA', '--out', out, '--engine', 'tensorflow', ...SHORT],
    ['sweep', 'tiny', 'logit:AA', '--out', out, '--seeds', '1', '--steps', '2', '--seconds', '0.3,1e-9'],
    ['scan', 'tiny', 'encoder.2', '--clips', sounds, '--out', out, '--window', '1e-9'],
    ['export', 'loop', sounds, record.replace('json', 'png'), '--out', out],
  ]) {
    const { code, err } = await ran(...argv, '--force');
    expect([code, err.length]).toEqual([1, 1]);
    expect((await readdir(out, { recursive: true })).sort()).toEqual(before);
  }
  expect((await ran('render', 'tiny', 'logit:AA', '--out', out, '--force', ...SHORT)).code).toBe(0);
  const after = (await readdir(out, { recursive: true })).sort();
  expect(after).toEqual(before.map((name) => (name.includes('loops') ? name : name.replace('-iy', '-aa'))).sort());
});

test('a damaged record is told, instead of the sounds of folders below', async () => {
  const out = join(folder, 'damaged');
  await ran('render', 'tiny', 'logit:IY', '--out', out, ...SHORT);
  await mkdir(join(out, 'below'));
  await copyFile(join(out, 'logit-iy.wav'), join(out, 'below', 'x.wav'));
  await writeFile(join(out, 'logit-iy.json'), '{ "format": 1 }');
  const { err } = await ran('export', 'loop', out, '--out', join(folder, 'of-damaged'));
  expect(err.join()).toMatch(/logit-iy\.json": it is no record of a sweep, or damaged/);
});
