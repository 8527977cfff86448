import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeWav } from '@audiate/media';
import * as objectives from '@audiate/objectives';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { render } from '../render/render.js';
import { replay } from '../render/replay.js';
import { toy } from '../testing/toy-render.js';
import { resultCard } from './result-card.js';
import { save } from './save.js';

const { model, objective, options } = toy;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-save-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('writes the last sound bit-exact, its picture, a page and a recipe that replays', async () => {
  const result = await render(model, objective, options);
  const out = join(folder, 'one');
  await save(result, out, { title: 'A <b>title</b>' });
  expect((await readdir(out)).sort()).toEqual(['audio.png', 'audio.wav', 'index.html', 'recipe.json']);
  const wav = decodeWav(await readFile(join(out, 'audio.wav')));
  expect(wav.sampleRate).toBe(16_000);
  expect(wav.channels[0]).toEqual(result.audio[0]);
  const png = await readFile(join(out, 'audio.png'));
  expect([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG');
  const html = await readFile(join(out, 'index.html'), 'utf8');
  expect(html).toContain('A &lt;b&gt;title&lt;/b&gt;');
  expect(html).toContain('neuron(filters, 3, at frame 2)');
  expect(html).not.toMatch(/(src|href)="(?!data:)/);
  const again = await replay(JSON.parse(await readFile(join(out, 'recipe.json'), 'utf8')), { model });
  expect(again.audio).toEqual(result.audio);
});

test('a description stands on the card of its result, before what the render itself has to say', async () => {
  const result = await render(model, objective, options);
  const page = async (out: string) => readFile(join(folder, out, 'index.html'), 'utf8');
  await save(result, join(folder, 'described'), { description: 'A <b>hum</b>' });
  expect(await page('described')).toContain('A &lt;b&gt;hum&lt;/b&gt;');
  const asleep = { ...result, asleep: [['neuron(filters, 3)']] };
  await save({ one: asleep, constructor: result }, join(folder, 'both'), { description: { one: 'Hums.' } });
  const both = await page('both');
  expect(both.match(/Hums\.\nAsleep to the end/g)).toHaveLength(1);
  const never = join(folder, 'never');
  const wrong = (description: unknown) => save({ one: result }, never, { description } as never);
  await expect(wrong({ two: 'x' })).rejects.toThrow('description of several results must not have "two"');
  await expect(wrong({ one: 3 })).rejects.toThrow('description must be a text for one result');
  await expect(wrong('Hums.')).rejects.toThrow('description of several results must be an object, got "Hums."');
});

test('the card scores the sound that it holds', async () => {
  const target = objectives.sum(objective, objectives.scale(objectives.channel('energies', 1), -0.5));
  const result = await render(model, target, { ...options, every: 1, learningRate: 0.1 });
  expect(result.best[0]!.step).not.toBe(12);
  const { subtitle, facts, title } = resultCard(result, 0);
  expect(subtitle).toContain(`score ${result.scores[0]!.toPrecision(4)}`);
  expect(facts.find(({ name }) => name === 'score')!.value).toBe(result.scores[0]!.toPrecision(4));
  expect(title).toBe('neuron(filters, 3, at frame 2) − 0.5 channel(energies, 1)');
});

test('the card of several restarts is that of the one kept', async () => {
  const result = await render(model, objective, { ...options, restarts: 3 });
  const { facts, subtitle, curve } = resultCard(result, 0);
  const kept = result.restarts[result.kept[0]!]!;
  expect(subtitle).toContain(`seed ${kept.seed}, 12 steps`);
  expect(curve.map(({ score }) => score)).toEqual(kept.history.map(({ total }) => total[0]));
  const scores = result.restarts.map(({ best }) => best[0]!.score.toPrecision(4)).join(', ');
  expect(facts.find(({ name }) => name === 'best of 3 restarts')!.value).toBe(scores);
});

test('a card of each names its own target alone', async () => {
  const result = await render(model, objectives.each([1, 4].map((c) => objectives.neuron('filters', c))), options);
  expect(resultCard(result, 1).title).toBe('neuron(filters, 4) for item 1');
});

test('several results share a page; a batch is numbered', async () => {
  const early = await render(model, objective, { ...options, steps: 1 });
  const later = await render(model, objective, { ...options, steps: 1, batch: 2 });
  const out = join(folder, 'several');
  await save({ early, later }, out);
  expect((await readdir(out)).sort()).toEqual(
    [
      ...['early.png', 'early.recipe.json', 'early.wav', 'index.html', 'later-0.png', 'later-0.wav'],
      ...['later-1.png', 'later-1.wav', 'later.recipe.json'],
    ].sort(),
  );
});

test('a read-out is drawn, and stands beside the sounds for Praat and Audacity', async () => {
  const result = await render(model, objective, { ...options, steps: 1, batch: 2 });
  const lane = (token: string) => [{ name: 'the toy', segments: [{ token, start: 0, end: 0.01, probability: 1 }] }];
  const out = join(folder, 'read-out');
  await save({ a: result }, out, { readOut: { a: [lane('one'), lane('two')] } });
  expect(await readdir(out)).toEqual(
    expect.arrayContaining(['a-0.TextGrid', 'a-0.the-toy.txt', 'a-1.TextGrid', 'a-1.the-toy.txt']),
  );
  expect(await readFile(join(out, 'a-1.TextGrid'), 'utf8')).toContain('text = "two"');
  expect(await readFile(join(out, 'a-0.the-toy.txt'), 'utf8')).toBe('0.000000\t0.010000\tone\n');
  const html = await readFile(join(out, 'index.html'), 'utf8');
  for (const token of ['one', 'two']) expect(html).toContain(`>${token}</p>`);
});

test.each<[unknown, RegExp]>([
  [[], /^readOut must be a list of the lanes of each of 1 sounds, .* got 0$/],
  ['x', /got "x"$/],
  [[[{ name: 'a', segments: [{ token: 'a', start: 0, end: 9, probability: 1 }] }]], /^end of segment 0 of lane "a"/],
])('refuses the read-out %j', async (readOut, message) => {
  const result = await render(model, objective, { ...options, steps: 1 });
  const out = join(folder, 'never');
  await expect(save(result, out, { readOut: readOut as never })).rejects.toThrow(message);
  await expect(save({ a: result }, out, { readOut: { b: readOut } as never })).rejects.toThrow(/must not have "b"/);
  expect(await readdir(folder)).not.toContain('never');
});

test.each([
  [
    'a name that leaves the folder',
    (out: string) => save({ '../x': {} as never }, out),
    /1 to 100 letters, digits, - or _/,
  ],
  ['nothing', (out: string) => save({}, out), /at least one result, got none/],
  ['undefined', (out: string) => save(undefined as never, out), /needs a result or results by name, got undefined/],
])('refuses %s and writes nothing', async (_, attempt, message) => {
  const out = join(folder, 'never');
  await expect(attempt(out)).rejects.toThrow(message);
  expect(await readdir(folder)).not.toContain('never');
});

test('a folder that cannot be written is named, and nothing is left', async () => {
  const result = await render(model, objective, { ...options, steps: 1 });
  const file = join(folder, 'a-file');
  await writeFile(file, 'mine');
  await expect(save(result, file)).rejects.toThrow(/can't write to the folder ".*a-file": /);
  expect(await readFile(file, 'utf8')).toBe('mine');
  expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
});
