import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as objectives from '@audiate/objectives';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { render } from '../render/render.js';
import { replay } from '../render/replay.js';
import { toy } from '../testing/toy-render.js';
import type { ManyFind, ManyOptions } from './many-options.js';
import { renderMany } from './render-many.js';

const { model } = toy;
const unit = objectives.channel('filters', 2);
const apart = objectives.scale(objectives.diversity('filters'), 2);
const options = { samples: 640, steps: 4, engine: 'cpu' } as const;
const targets = { 'unit-1': unit, 'unit-2': unit, 'unit-3': unit };

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'audiate-together-'));
});
afterAll(() => rm(root, { recursive: true }));

async function all(given: ManyOptions): Promise<ManyFind[]> {
  const finds: ManyFind[] = [];
  for await (const find of renderMany(model, targets, { ...options, batch: 3, ...given })) finds.push(find);
  return finds;
}

test('variants of a target are what a render of them together gives, and come again from their recipe', async () => {
  const finds = await all({ together: apart });
  expect(finds.map(({ name }) => name)).toEqual(['unit-1', 'unit-2', 'unit-3']);
  const alone = await render(model, objectives.sum(objectives.each([unit, unit, unit]), apart), options);
  expect(finds.map(({ audio }) => audio)).toEqual(alone.audio);
  expect(finds.map(({ score }) => score)).toEqual(alone.scores);
  expect((await replay(finds[0]!.recipe, { model })).audio).toEqual(alone.audio);
  expect(finds[1]!.audio).not.toEqual((await all({}))[1]!.audio);
});

test('a folder that was begun with another weight is refused; with the same it is found', async () => {
  const folder = join(root, 'folder');
  await all({ folder, together: apart });
  expect((await all({ folder, together: apart })).every(({ found }) => found)).toBe(true);
  for (const together of [objectives.diversity('filters'), undefined]) {
    await expect(all({ folder, ...(together && { together }) })).rejects.toThrow('rendered with another objective');
  }
});

test('what compares sounds needs several in each batch, and is an objective', async () => {
  await expect(all({ together: apart, batch: 2 })).rejects.toThrow('needs at least 2, got 1');
  await expect(all({ together: 5 as never })).rejects.toThrow(/objective/);
});
