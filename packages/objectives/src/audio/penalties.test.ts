import { InputError, type Objective } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { gradientOf, scores } from '../testing/ascend.js';
import { crest } from './crest.js';
import { edges } from './edges.js';
import { energy } from './energy.js';

const model = toyModel();
const score = (objective: Objective, audio: Float32Array) => scores(model, objective, audio)[0]![0]!;
const sine = Float32Array.from({ length: 1600 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 10 * (i + 0.5)) / 1600));
const square = sine.map(Math.sign);
const silence = new Float32Array(1600);
const click = silence.map((_, i) => (i === 700 ? 1 : 0));

test('energy: a sine of amplitude a has −a²/2', () => {
  expect(score(energy(), sine)).toBeCloseTo(-0.125, 6);
  expect(Math.abs(score(energy(), silence))).toBe(0);
});

test('crest: 0 dB for a square wave, 3.01 for a sine, 10 log10 n for a click among n samples', () => {
  expect(score(crest(), square)).toBeCloseTo(0, 4);
  expect(score(crest(), sine)).toBeCloseTo(-3.0103, 2);
  expect(score(crest(), click)).toBeCloseTo(-10 * Math.log10(1600), 3);
  expect(Math.abs(score(crest(), silence))).toBeLessThan(1e-6);
});

test('crest: what is allowed costs nothing and pulls nowhere', () => {
  expect(Math.abs(score(crest({ allowedDb: 12 }), sine))).toBe(0);
  expect(gradientOf(model, crest({ allowedDb: 12 }), sine, 1).every((value) => value === 0)).toBe(true);
  expect(score(crest({ allowedDb: 12 }), click)).toBeCloseTo(12 - 10 * Math.log10(1600), 3);
  expect(crest({ allowedDb: 12 }).terms[0]!.term.description).toBe('crest(above 12 dB)');
});

test('edges: a weight of 1 at the very edge, half of it in the middle of an edge, none inside', () => {
  // 2 ms are 32 samples; the weights of both edges sum to 33.
  const at = (index: number) =>
    -score(
      edges({ ms: 2 }),
      silence.map((_, i) => (i === index ? 1 : 0)),
    ) * 33;
  expect([0, 1599].map(at)).toEqual([expect.closeTo(1, 4), expect.closeTo(1, 4)]);
  expect(at(16)).toBeCloseTo(0.5, 4);
  expect(at(1583)).toBeCloseTo(0.5, 4);
  expect([32, 800, 1567].map(at).map(Math.abs)).toEqual([0, 0, 0]);
});

test.each([
  [() => edges({ ms: 0 }), 'ms of edges must be a finite number above 0, got 0'],
  [
    () => edges({ ms: 60 }).terms[0]!.term.bind({ model, batch: 1, samples: 1600 }),
    'edges(60 ms) takes 960 samples at each end and the audio has 1600; render more or set ms',
  ],
  [() => crest({ allowedDb: Number.NaN }), 'allowedDb must be a finite number, got NaN'],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
