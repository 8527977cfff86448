import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Rise } from '../record/record.js';
import { render } from '../render/render.js';
import { toy } from '../testing/toy-render.js';
import { isFlat, risesAfter } from './plateau.js';

const { model, objective, options } = toy;

/** Made by tools/goldens/loop.py from torch.optim.lr_scheduler.ReduceLROnPlateau. */
const { plateaus } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../fixtures/goldens/loop.json'), 'utf8'),
) as { plateaus: { scores: number[]; looks: number; tolerance: number; flat: number | null }[] };

test.each(plateaus)('a score is flat when PyTorch says so: $looks looks, $tolerance', (golden) => {
  let rises: Rise[] = [];
  const flat = golden.scores.findIndex((score, step) => {
    rises = risesAfter(rises, { step, scores: [score] }, golden.tolerance);
    return isFlat(rises, step, golden.looks);
  });
  expect(flat === -1 ? null : flat).toBe(golden.flat);
});

test('one item that rises is enough to go on; a score below 0 rises, too; NaN never does', () => {
  const first = risesAfter([], { step: 4, scores: [-2, 1, Number.NaN] }, 0.1);
  const second = risesAfter(first, { step: 8, scores: [-1.9, 1.2, Number.NaN] }, 0.1);
  expect(second.map(({ step }) => step)).toEqual([4, 8, 8]);
  expect(isFlat(second, 8, 4)).toBe(false);
  const third = risesAfter(second, { step: 12, scores: [-1.7, 1.2, 0] }, 0.1);
  expect(third.map(({ step }) => step)).toEqual([12, 8, 12]);
  expect(isFlat(third, 16, 4)).toBe(true);
});

const settled = { ...options, steps: 400, every: 4, learningRate: { from: 0.02, to: 0, over: 0.2 } };

test('a render ends once its clean score no longer rises, and not before', async () => {
  const whole = await render(model, objective, settled);
  const early = await render(model, objective, { ...settled, plateau: { steps: 24 } });
  expect(early.stopped).toBe('plateau');
  expect(early.history.length).toBeGreaterThan(24);
  expect(early.history.length).toBeLessThan(200);
  expect(early.history).toEqual(whole.history.slice(0, early.history.length));
  expect(early.best[0]!.score).toBeGreaterThan(0.95 * whole.best[0]!.score);
  expect(early.recipe.plateau).toEqual({ steps: 24, tolerance: 0.001 });
});

test('resumed on its way to a plateau it ends where it would have', async () => {
  const flat = { ...settled, plateau: { steps: 24 } };
  const whole = await render(model, objective, flat);
  const stop = new AbortController();
  const cut = await render(model, objective, {
    ...flat,
    signal: stop.signal,
    onStep: ({ step }) => {
      if (step === whole.history.length - 10) stop.abort();
    },
  });
  expect(cut.stopped).toBe('aborted');
  const resumed = await render(model, objective, { ...flat, resume: cut.state });
  expect(resumed).toEqual(whole);
  expect((await render(model, objective, { ...flat, resume: whole.state })).audio).toEqual(whole.audio);
});

test.each([
  [{ steps: 2 }, /plateau\.steps must be a whole number at least 4, got 2; scores are looked at every 4 steps/],
  [{ steps: 8, tolerance: -1 }, /plateau\.tolerance must be a finite number at least 0, got -1/],
  [8, /plateau must be such as \{ steps: 64, tolerance: 0\.001 \}, got 8/],
])('refuses %j', async (plateau, message) => {
  await expect(render(model, objective, { ...options, plateau: plateau as never })).rejects.toThrow(message);
});
