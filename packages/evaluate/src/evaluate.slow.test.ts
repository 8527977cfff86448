import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { key, normal, objectives, type RenderResult, render } from '@audiate/core';
import { statistics, tiny, tinyB } from '@audiate/wav2vec2-tiny';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluate } from './evaluate.js';
import type { Evaluation } from './evaluation.js';
import { recording } from './testing/golden.js';

const librivox = 'fixtures/speech/librivox';
const speech = readdirSync(join(import.meta.dirname, '../../..', librivox))
  .filter((file) => file.endsWith('.wav'))
  .map((file) => recording(`${librivox}/${file}`));
let model: Awaited<ReturnType<typeof tiny>>;
let judge: typeof model;
let result: RenderResult;
let card: Evaluation;
const options = () => ({ model, judges: { tinyB: judge }, speech, draws: 2, engine: 'onnxruntime' }) as const;

beforeAll(async () => {
  [model, judge] = [await tiny(), await tinyB()];
  result = await render(model, objectives.logit('IY', { at: 'center' }), { steps: 48, seed: 1, engine: 'onnxruntime' });
  [card] = (await evaluate(result, { ...options(), statistics: await statistics() })) as [Evaluation];
});
afterAll(() => {
  model.dispose();
  judge.dispose();
});

test('a phone that is climbed holds under all that was held out, and a second model hears it', () => {
  expect(card.retention.mean).toBeGreaterThan(0.9);
  expect(card.selectivity).toMatchObject({ rank: 1, of: 40 });
  expect(card.scale!.percentile).toBe(100);
  expect(card.transfer!.tinyB).toMatchObject({ kind: 'token', heard: true });
});

test('plain ascent scores as high and holds less', () => {
  const plain = card.baselines.find(({ name }) => name === 'plain ascent')!;
  expect(plain.score).toBeGreaterThan(card.baselines.find(({ name }) => name === 'top clip')!.score);
  expect(plain.retention).toBeLessThan(card.retention.mean);
});

test('statistics that are measured on speech place it as those that are shipped do', async () => {
  const [measured] = await evaluate(result, { ...options(), judges: {}, ascent: false });
  expect(measured!.scale).toMatchObject({ percentile: 100, among: 'frames' });
  expect(measured!.selectivity!.rank).toBe(1);
});

test('a stretch of speech is as natural as speech is, and no larger than its maximum', async () => {
  const stretch = speech[0]!.slice(16_000, 16_000 + result.audio[0]!.length);
  const [natural] = await evaluate({ ...result, audio: [stretch] }, { ...options(), ascent: false });
  // Not 0: the stretch has another level, and another loudest cell, than the clip that it is of.
  expect(natural!.naturalness.mel!.distance).toBeLessThan(1.5 * natural!.naturalness.mel!.floor);
  expect(natural!.naturalness.density).toBeLessThan(0.5);
  expect(natural!.verdict.checks.natural ?? true).toBe(true);
  expect(natural!.scale!.ratio).toBeLessThanOrEqual(1);
});

test('noise excites nothing, or is told from speech', async () => {
  const noise = normal(key(1), result.audio[0]!.length).map((sample) => 0.05 * sample);
  const [found] = await evaluate({ ...result, audio: [noise] }, { ...options(), ascent: false });
  expect(found!.verdict.words).toMatch(/not excited|not natural/);
});
