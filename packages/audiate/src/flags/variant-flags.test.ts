import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Recipe, readSound } from '@audiate/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran, SHORT } from '../testing/ran.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-variants-'));
});
afterAll(() => rm(folder, { recursive: true }));

const DIVERSE = ['--variants', '2', '--diversity', 'conv.6=4', ...SHORT];

test('two sounds of each unit, held apart from one another and not from those of the other', async () => {
  const out = join(folder, 'units');
  const { code, out: lines, err } = await ran('render', 'tiny', 'encoder.2:5', 'encoder.2:7', '--out', out, ...DIVERSE);
  expect([code, err]).toEqual([0, []]);
  const names = [5, 7].flatMap((unit) => [1, 2].map((k) => `channel-encoder-2-${unit}-${k}`));
  expect(lines.slice(0, -1).map((line) => /[\w-]+(?=\.wav$)/.exec(line)![0])).toEqual(names);
  const recipes = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(out, `${name}.json`), 'utf8')).recipe as Recipe),
  );
  expect(recipes.map(({ batch }) => batch)).toEqual([2, 2, 2, 2]);
  expect(recipes[0]).toEqual(recipes[1]);
  expect(recipes[0]!.objective.at(-1)).toMatchObject({ weight: 4, term: { kind: 'diversity', layer: 'conv.6' } });
  const sounds = await Promise.all(
    names.slice(0, 2).map(async (name) => readSound(await readFile(join(out, `${name}.wav`)))),
  );
  expect(sounds[0]!.samples).not.toEqual(sounds[1]!.samples);
  const again = await ran('render', 'tiny', 'encoder.2:5', 'encoder.2:7', '--out', out, ...DIVERSE);
  expect(again.out).toEqual(lines);
});

test('variants without diversity start from other draws; one alone is no variant', async () => {
  const out = join(folder, 'plain');
  const { out: lines } = await ran('render', 'tiny', 'logit:IY', '--variants', '2', '--out', out, ...SHORT);
  expect(lines.slice(0, 2).map((line) => line.split('/').at(-1))).toEqual(['logit-iy-1.wav', 'logit-iy-2.wav']);
  const one = await ran('render', 'tiny', 'logit:IY', '--diversity', 'conv.6', '--out', join(folder, 'one'), ...SHORT);
  expect([one.code, one.err]).toEqual([
    ...[1, ['--diversity holds the variants of a target apart, and there is one; give --variants 3']],
  ]);
  const typo = ['--variants', '2', '--diversity', 'conv.66', '--out', join(folder, 'typo'), ...SHORT];
  expect((await ran('render', 'tiny', 'logit:IY', ...typo)).err[0]).toMatch(/^unknown layer of tiny "conv\.66"/);
  expect((await ran('render', 'tiny', 'logit:IY', '--diversity', 'conv.6=x', ...SHORT)).code).toBe(2);
});

test.each([
  ['fewer sounds than variants in a batch', ['--batch', '1'], 3],
  ['more variants than the usual batch has', [], 9],
])('no sound comes twice: %s', async (name, flags, count) => {
  const out = join(folder, name);
  const { code } = await ran('render', 'tiny', 'logit:IY', '--variants', `${count}`, ...flags, '--out', out, ...SHORT);
  expect(code).toBe(0);
  const files = Array.from({ length: count }, (_, i) => readFile(join(out, `logit-iy-${i + 1}.wav`), 'base64'));
  expect(new Set(await Promise.all(files)).size).toBe(count);
});
