import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { render } from '../render/render.js';
import { save } from '../saved/save.js';
import type { ManyFind } from '../sweep/many-options.js';
import { renderMany } from '../sweep/render-many.js';
import { sweepOptions, sweepTargets } from '../testing/sweep-program.js';
import { toy } from '../testing/toy-render.js';
import { savedSounds } from './saved-sounds.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'audiate-saved-'));
});
afterAll(() => rm(root, { recursive: true }));

test('what a sweep left: sounds bit for bit at the level of the param, scores and recipes', async () => {
  const folder = join(root, 'sweep');
  const finds: ManyFind[] = [];
  for await (const find of renderMany(toy.model, sweepTargets, { ...sweepOptions, folder })) finds.push(find);
  await writeFile(join(folder, 'notes.json'), '{}');
  for (const [name, text] of [
    ['song', '{ "format": { "duration": "3" } }'],
    ['list', '[1]'],
    ['none', 'null'],
    ['text', 'no JSON'],
  ]) {
    await writeFile(join(folder, `${name}.wav`), 'of another program');
    await writeFile(join(folder, `${name}.json`), text!);
  }
  const sounds = await savedSounds(folder);
  expect(sounds.map(({ name }) => name)).toEqual(finds.map(({ name }) => name).sort());
  for (const sound of sounds) {
    const { audio, ...find } = finds.find(({ name }) => name === sound.name)!;
    const { target, score, best, stopped, sampleRate } = find;
    expect(sound).toMatchObject({ target, score, best, stopped, sampleRate });
    expect(await sound.audio()).toEqual(audio);
    expect(sound.recipe.seed).toBe(sweepOptions.seed);
  }
  await appendFile(sounds[0]!.wav, 'x');
  await expect(sounds[0]!.audio()).rejects.toThrow(/is not the file that was written with its record/);
  const record = join(folder, `${sounds[1]!.name}.json`);
  for (const text of ['{ "format": 1 }', (await readFile(record, 'utf8')).slice(0, 100)]) {
    await writeFile(record, text);
    await expect(savedSounds(folder)).rejects.toThrow(/it is no record of a sweep, or damaged/);
  }
});

test('what save left: of one result, of a batch, of several by name', async () => {
  const one = await render(toy.model, toy.objective, toy.options);
  const two = await render(toy.model, toy.objective, { ...toy.options, batch: 2 });
  const folder = join(root, 'saved');
  await save({ one, two }, folder);
  const sounds = await savedSounds(folder);
  expect(sounds.map(({ name, item }) => [name, item])).toEqual([
    ['one', 0],
    ['two-0', 0],
    ['two-1', 1],
  ]);
  expect(sounds[0]).toMatchObject({ target: 'neuron(filters, 3, at frame 2)', score: Number.NaN });
  expect(await sounds[0]!.audio()).toEqual(one.audio[0]);
  expect(await sounds[2]!.audio()).toEqual(two.audio[1]);
  await rm(sounds[1]!.wav);
  expect((await savedSounds(folder)).map(({ name }) => name)).toEqual(['one', 'two-1']);
  await save(one, join(root, 'alone'));
  expect((await savedSounds(join(root, 'alone'))).map(({ name }) => name)).toEqual(['audio']);
});

test('mistakes are told', async () => {
  const mistake = expect(savedSounds(join(root, 'nothing'))).rejects;
  await mistake.toThrow(InputError);
  await expect(savedSounds(join(root, 'nothing'))).rejects.toThrow(/\(ENOENT\); name one that a render wrote/);
  await expect(savedSounds(root)).rejects.toThrow(/holds no sound with its recipe/);
  await expect(savedSounds('')).rejects.toThrow(/must be a path/);
  const broken = join(root, 'broken');
  await save(await render(toy.model, toy.objective, toy.options), broken);
  await writeFile(join(broken, 'recipe.json'), '{}');
  await expect(savedSounds(broken)).rejects.toThrow(/a recipe of format 1 is needed/);
});
