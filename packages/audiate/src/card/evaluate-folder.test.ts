import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectives, renderMany } from '@audiate/core';
import type { ModelAdapter } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remembering } from '../testing/ran.js';
import { evaluateFolder } from './evaluate-folder.js';

let folder: string;
let model: ModelAdapter;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-evaluate-'));
  model = (await tiny()) as ModelAdapter;
  const targets = [objectives.logit('IY'), objectives.logit('AA')];
  for await (const _ of renderMany(model, targets, { folder, batch: 1, steps: 2, seconds: 0.3 }));
});
afterAll(async () => {
  model.dispose();
  await rm(folder, { recursive: true });
});

/** Evaluates the folder's two batches; aborts when told of the part of all at which it is. */
async function evaluated(abortAt: number) {
  const { terminal, stop } = remembering();
  const notes: string[] = [];
  const progress = {
    show(value: number, total: number, note: string) {
      notes.push(note);
      if (value / total >= abortAt) stop();
    },
    stop() {},
  };
  const measure = { ascent: false, draws: 1 };
  const end = await evaluateFolder({ folder, model, measure, settings: 's', engine: {}, terminal, progress });
  return { end, notes };
}

test('an abort ends the batch under way within one of its stages; what is finished is kept', async () => {
  const first = await evaluated(0.05);
  expect(first.end).toMatchObject({ stopped: 'aborted', of: 2, found: [] });
  expect(first.notes.at(-1)).toMatch(/^evaluating logit\(\w\w\): naturalness$/);
  expect(await readdir(folder)).not.toContain('card.json');

  const second = await evaluated(0.7);
  expect(second.end).toMatchObject({ stopped: 'aborted', found: [{ evaluation: { item: 0 } }] });
  expect(await readdir(folder)).toContain('card.json');

  const third = await evaluated(2);
  expect(third.end.stopped).toBe('done');
  expect(third.end.found.map(({ sound }) => sound.target).sort()).toEqual(['logit(AA)', 'logit(IY)']);
  expect(new Set(third.notes.map((note) => note.split(':')[0])).size).toBe(1);
});
