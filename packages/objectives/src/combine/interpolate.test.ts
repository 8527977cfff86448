import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { alignment } from '../batch/alignment.js';
import { ascend, noise, scores } from '../testing/ascend.js';
import { channel } from '../units/channel.js';
import { neuron } from '../units/neuron.js';
import { each } from './each.js';
import { interpolate } from './interpolate.js';
import { scale } from './scale.js';
import { sum } from './sum.js';

const model = toyModel();
const samples = 64 * 5;
const [from, to] = [channel('filters', 1), channel('filters', 6)];
const item = (x: Float32Array, i: number) => x.subarray(i * samples, (i + 1) * samples);

test('the ends climb one objective each, the middle half of both: known optima', () => {
  const found = ascend(model, interpolate(from, to), noise(3, samples, 2), 3);
  [0, 0.5, 1].forEach((share, i) => {
    const matched = model.template(1).map((value, k) => (1 - share) * value + share * model.template(6)[k]!);
    const length = Math.hypot(...matched);
    item(found, i).forEach((value, k) => {
      expect(value).toBeCloseTo(((2 / Math.sqrt(5)) * matched[k % 64]!) / length, 3);
    });
  });
});

test('records each term times its share, NaN where that is 0', () => {
  const audio = noise(3, samples);
  const [out, inwards] = scores(model, interpolate(from, to), audio, 3);
  const [first] = scores(model, from, audio, 3);
  const [last] = scores(model, to, audio, 3);
  expect(out).toEqual([first![0], expect.closeTo(first![1]! / 2, 6), Number.NaN]);
  expect(inwards).toEqual([Number.NaN, expect.closeTo(last![1]! / 2, 6), last![2]]);
});

test('alignment beside it makes neighbours alike', () => {
  const apart = (weight: number) => {
    const objective = sum(interpolate(from, to), scale(alignment('filters'), weight));
    const found = ascend(model, objective, noise(3, samples), 3);
    return -scores(model, alignment('filters'), found, 3)[0]!.reduce((a, b) => a + b);
  };
  expect(apart(5)).toBeLessThan(0.5 * apart(0));
});

test('describes which end a term belongs to', () => {
  expect(interpolate(from, to).terms.map(({ term }) => term.description)).toEqual([
    'channel(filters, 1) fading out',
    'channel(filters, 6) fading in',
  ]);
});

test.each([
  [
    () => interpolate(from, to).terms[0]!.term.bind({ model, batch: 1, samples }),
    'interpolate (channel(filters, 1) fading out) goes across the batch and needs at least 2 items, got 1',
  ],
  [
    () => interpolate(from, each([neuron('filters', 2)])),
    "interpolate can't hold an each (neuron(filters, 2) for item 0); write each([interpolate(…), …])",
  ],
  [
    () => interpolate('filters:1' as never, to),
    'interpolate takes objectives such as neuron(layer, channel), got "filters:1"; read a string by parse',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
