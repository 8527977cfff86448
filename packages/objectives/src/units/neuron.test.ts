import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { neuron } from './neuron.js';

const model = toyModel();
const samples = 64 * 5;
const window = (audio: Float32Array, frame: number) => audio.subarray(frame * 64, (frame + 1) * 64);
const bind = (objective: ReturnType<typeof neuron>, length = samples) =>
  objective.terms.map(({ term }) => term.bind({ model, batch: 1, samples: length }));

test.each([
  ['the centre', {}, 2],
  ['a frame', { at: 4 }, 4],
  ['a time', { at: { ms: 5 } }, 1],
] as const)('ascent on %s reaches the template at the norm of the audio', (_, options, frame) => {
  const objective = neuron('filters', 3, options);
  const found = ascend(model, objective, noise(1, samples, 2));
  expect(scores(model, objective, found)[0]![0]).toBeCloseTo(2, 4);
  const template = model.template(3);
  window(found, frame).forEach((value, i) => {
    expect(value).toBeCloseTo(2 * template[i]!, 3);
  });
});

test('neighbours add a second term, at their own weight', () => {
  const { terms } = neuron('filters', 3, { neighbors: 0.25, at: 1 });
  expect(terms.map(({ weight, term }) => [weight, term.description])).toEqual([
    [1, 'neuron(filters, 3, at frame 1)'],
    [0.25, 'neighbors(filters, 3, at frame 1)'],
  ]);
  const schedule = { from: 0, to: 1 };
  expect(neuron('filters', 3, { neighbors: schedule }).terms[1]!.weight).toEqual({ from: 0, to: 1 });
});

test('neighbours make the sound more specific', () => {
  const specificity = (neighbors: number) => {
    const found = ascend(model, neuron('filters', 3, { neighbors }), noise(1, samples, 2));
    const [[own], [others]] = scores(model, neuron('filters', 3, { neighbors }), found) as [number[], number[]];
    return own! / -others!;
  };
  // The template itself: 2/3 of it in each of two neighbours, 1/6 in two more.
  expect(specificity(0)).toBeCloseTo(7 / (4 / 3 + 1 / 3), 2);
  expect(specificity(2)).toBeGreaterThan(1.2 * specificity(0));
});

test('describes what is not the default', () => {
  expect(neuron('filters', 3).terms[0]!.term.description).toBe('neuron(filters, 3)');
  expect(neuron('filters', 3, { at: { ms: 5 } }).terms[0]!.term.description).toBe('neuron(filters, 3, at 5 ms)');
});

test.each([
  [() => bind(neuron('filter', 3)), 'unknown layer of toy "filter"; choose from filters, energies'],
  [() => bind(neuron('filters', 900)), 'channel 900 of filters is out of range; filters has channels 0 … 7'],
  [() => neuron('filters', -1), 'channel of filters must be a whole number at least 0, got -1'],
  [() => neuron('filters', 1.5), 'channel of filters must be a whole number at least 0, got 1.5'],
  [() => bind(neuron('filters', 3, { at: 5 })), 'frame 5 of filters is out of range; 320 samples give it frames 0 … 4'],
  [
    () => neuron('filters', 3, { at: 1.5 }),
    'at must be a whole number at least 0, got 1.5; frames count from 0; write { ms } for a time',
  ],
  [() => bind(neuron('filters', 3, { at: { ms: 21 } })), '21 ms is out of range; the audio lasts 20 ms (320 samples)'],
  [() => neuron('filters', 3, { at: { ms: -1 } }), 'at.ms must be a finite number at least 0, got -1'],
  [() => neuron('filters', 3, { at: 'middle' as 'center' }), `at must be 'center', a frame or { ms }, got "middle"`],
  [() => neuron('filters', 3, { neighbors: Number.NaN }), 'neighbors must be a finite number, got NaN'],
  [() => bind(neuron('filters', 3), 63), 'filters has no frame in 63 samples; it needs at least 64: render more'],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
