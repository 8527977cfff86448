import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, objectives, type RenderOptions, render, renderMany, save } from '@audiate/core';
import { decodeWav } from '@audiate/media';
import { toyModel } from '@audiate/protocol/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClipTrial, WordTrial } from './trial.js';
import { trialsFromFolder } from './trials-from-folder.js';

const model = toyModel();
const options = { samples: 640, steps: 2, engine: 'cpu' } satisfies RenderOptions;
const filters = (...channels: number[]) => channels.map((channel) => objectives.channel('filters', channel));
let root: string;
const at = (name: string) => join(root, name);

async function sweep(folder: string, seed: number): Promise<void> {
  for await (const _ of renderMany(model, filters(1, 2, 3), { ...options, seed, folder: at(folder) }));
}

/** Every sound of a folder, by its file. */
async function soundsOf(folder: string): Promise<Map<string, Float32Array>> {
  const files = (await readdir(at(folder))).filter((file) => file.endsWith('.wav'));
  const read = async (file: string) => [file, decodeWav(await readFile(join(at(folder), file))).channels[0]!] as const;
  return new Map(await Promise.all(files.map(read)));
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'audiate-trials-'));
  await sweep('first', 1);
  await sweep('second', 2);
  await save(await render(model, filters(1)[0]!, { ...options, batch: 2 }), at('batch'));
  const each = await render(model, objectives.each(filters(1, 2, 1, 2)), options);
  await save({ each }, at('each'));
});
afterAll(() => rm(root, { recursive: true }));

test('two sweeps from other seeds: a trial for each unit, the reference from one, the right clip from the other', async () => {
  const trials = (await trialsFromFolder([at('first'), at('second')])) as ClipTrial[];
  const names = [1, 2, 3].map((channel) => `channel(filters, ${channel})`);
  expect(trials.map(({ name }) => name).sort()).toEqual(names);
  expect(trials.map(({ wrong }) => wrong.name).sort()).toEqual(names);
  const [first, second] = [await soundsOf('first'), await soundsOf('second')];
  for (const { name, reference, right, wrong } of trials) {
    const file = `${name.replace(/[^a-z0-9]+/g, '-').replace(/-$/, '')}.wav`;
    const pair = [first.get(file), second.get(file)];
    expect(pair).toContainEqual(reference.samples);
    expect(pair).toContainEqual(right.sound.samples);
    expect(right.sound.samples).not.toEqual(reference.samples);
    expect(wrong.name).not.toBe(name);
    expect(pair).not.toContainEqual(wrong.sound.samples);
  }
});

test('a seed draws; the same one the same', async () => {
  const folders = [at('first'), at('second')];
  const drawn = await Promise.all([1, 2, 3, 4].map((seed) => trialsFromFolder(folders, { seed })));
  expect(await trialsFromFolder(folders)).toEqual(drawn[0]);
  expect(new Set(drawn.map((trials) => JSON.stringify(trials.map(({ name }) => name)))).size).toBeGreaterThan(1);
});

test('items of an each are of the unit that each of them climbs', async () => {
  const trials = (await trialsFromFolder(at('each'))) as ClipTrial[];
  const sounds = await soundsOf('each');
  expect(trials.map(({ name }) => name).sort()).toEqual(['channel(filters, 1)', 'channel(filters, 2)']);
  for (const { name, reference, right, wrong } of trials) {
    const own = name.includes('1') ? ['each-0.wav', 'each-2.wav'] : ['each-1.wav', 'each-3.wav'];
    const others = [...sounds.keys()].filter((file) => !own.includes(file)).map((file) => sounds.get(file));
    expect(own.map((file) => sounds.get(file))).toEqual(
      expect.arrayContaining([reference.samples, right.sound.samples]),
    );
    expect(others).toContainEqual(wrong.sound.samples);
  }
});

test('references stand for what a unit has one sound of, by its target or its file', async () => {
  const clip = { samples: Float32Array.of(0.1, 0.2, 0.3), sampleRate: 16_000 };
  const references = { 'channel(filters, 1)': clip, 'channel-filters-2': clip, 'channel-filters-3': clip };
  const trials = (await trialsFromFolder(at('first'), { references })) as ClipTrial[];
  expect(trials.map(({ reference }) => reference)).toEqual([clip, clip, clip]);
});

test('sounds of ctc ask for words, each shown as told', async () => {
  const recipe = JSON.parse(await readFile(join(at('each'), 'each.recipe.json'), 'utf8'));
  const said = (text: string | string[]) => [{ weight: 1, description: `ctc("${text}")`, term: { kind: 'ctc', text } }];
  const folder = await mkdtemp(join(root, 'words-'));
  const wav = await readFile(join(at('each'), 'each-0.wav'));
  for (const [name, text] of Object.entries({ a: 'HH AH', b: ['B', 'AY'], c: 'Y EH S' })) {
    await writeFile(
      join(folder, `${name}.recipe.json`),
      JSON.stringify({ ...recipe, batch: 1, objective: said(text) }),
    );
    await writeFile(join(folder, `${name}.wav`), wav);
  }
  const trials = (await trialsFromFolder(folder, { words: { 'HH AH': 'huh' } })) as WordTrial[];
  expect(trials.map(({ right }) => right).sort()).toEqual(['B AY', 'Y EH S', 'huh']);
  expect(trials.map(({ wrong }) => wrong).sort()).toEqual(['B AY', 'Y EH S', 'huh']);
  for (const { right, wrong } of trials) expect(wrong).not.toBe(right);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'one sound a unit',
    () => trialsFromFolder(at('first')),
    /^3 units have one sound and no reference, as "channel\(filters, \d\)"; give references/,
  ],
  [
    'a single unit',
    () => trialsFromFolder(at('batch')),
    /needs sounds of two units at least; .* "channel\(filters, 1\)" alone$/,
  ],
  ['no folder', () => trialsFromFolder(at('nowhere')), /^can't read the folder .*nowhere": ENOENT/],
  [
    'nothing in it',
    async () => trialsFromFolder(await mkdtemp(join(root, 'empty-'))),
    /it holds no sounds of save or renderMany$/,
  ],
  ['a mistyped option', () => trialsFromFolder(at('first'), { reference: {} } as never), /do you mean references\?/],
  [
    'a bare reference',
    () => trialsFromFolder(at('first'), { references: { a: new Float32Array(3) as never } }),
    /must be a sound/,
  ],
])('refuses %s', async (_, attempt, message) => {
  const failure = await attempt().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(message);
});

test.each([
  ['no JSON', '{'],
  ['no objective', '{"item": 0, "recipe": {"model": {}}}'],
  ['a term that is none', '{"item": 0, "recipe": {"model": {}, "objective": [{"term": 3}]}}'],
  ['a batch without end', '{"objective": [], "batch": 1e9}'],
  [
    'a sound that is missing',
    '{"item": 0, "recipe": {"model": {}, "objective": [{"description": "x", "term": {"kind": "x"}}]}}',
  ],
])('names a damaged file: %s', async (_, text) => {
  const folder = await mkdtemp(join(root, 'damaged-'));
  await writeFile(join(folder, 'recipe.json'), text);
  await expect(trialsFromFolder(folder)).rejects.toThrow(/^can't read the sounds of ".*recipe\.json": /);
});
