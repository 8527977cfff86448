import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { directionNeuron } from './direction-neuron.js';

const model = toyModel();
const samples = 64 * 5;
const vector = [0, 1, 0, -0.5, 0, 0, 2, 0];

test('ascent puts the matched filter into its frame, and nothing elsewhere', () => {
  const objective = directionNeuron('filters', vector, { at: 1 });
  const found = ascend(model, objective, noise(1, samples, 2));
  const matched = model.template(1).map((value, i) => value - 0.5 * model.template(3)[i]! + 2 * model.template(6)[i]!);
  expect(scores(model, objective, found)[0]![0]).toBeCloseTo(2 * Math.hypot(...matched), 3);
  expect(Math.hypot(...found.subarray(64, 128))).toBeCloseTo(2, 4);
});

test('describes what is not the default', () => {
  const { term } = directionNeuron('filters', vector, { at: { ms: 5 } }).terms[0]!;
  expect(term.description).toMatch(/^directionNeuron\(filters, #[0-9a-f]{8}, at 5 ms\)$/);
});

test.each([
  [
    () => directionNeuron('filters', vector, { at: 9 }).terms[0]!.term.bind({ model, batch: 1, samples }),
    'frame 9 of filters is out of range; 320 samples give it frames 0 … 4',
  ],
  [
    () => directionNeuron('filters', [1, 2]).terms[0]!.term.bind({ model, batch: 1, samples }),
    'vector of directionNeuron has 2 numbers, filters 8 channels; give one for each',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
