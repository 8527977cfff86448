import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { channel } from './channel.js';
import { channelWeights } from './channel-weights.js';

const model = toyModel();
const samples = 64 * 5;

test('is the weighted sum of the channels', () => {
  const audio = noise(2, samples, 3);
  const [ours] = scores(model, channelWeights('filters', { 3: 1, 6: -0.5 }), audio, 2);
  const [third] = scores(model, channel('filters', 3), audio, 2);
  const [sixth] = scores(model, channel('filters', 6), audio, 2);
  ours!.forEach((value, i) => {
    expect(value).toBeCloseTo(third![i]! - 0.5 * sixth![i]!, 5);
  });
});

test('ascent reaches its known optimum', () => {
  const objective = channelWeights('filters', { 3: 1, 6: -0.5 });
  const matched = model.template(3).map((value, i) => value - 0.5 * model.template(6)[i]!);
  const found = ascend(model, objective, noise(1, samples));
  expect(scores(model, objective, found)[0]![0]).toBeCloseTo(Math.hypot(...matched) / Math.sqrt(5), 4);
});

test('describes its weights in order', () => {
  const description = channelWeights('filters', { 6: -0.5, 3: 1 }, { reduce: 'max' }).terms[0]!.term.description;
  expect(description).toBe('channelWeights(filters, {3: 1, 6: -0.5}, max)');
});

test.each([
  [
    () => channelWeights('filters', {}),
    'weights of channelWeights must be an object such as { 17: 1, 23: -0.5 }, got an object',
  ],
  [
    () => channelWeights('filters', [1, 2] as never),
    'weights of channelWeights must be an object such as { 17: 1, 23: -0.5 }, got an array of 2',
  ],
  [
    () => channelWeights('filters', { 1: Number.NaN }),
    'weight of channel 1 of filters must be a finite number, got NaN',
  ],
  [() => channelWeights('filters', { '-1': 1 }), 'channel of filters must be a whole number at least 0, got -1'],
  [
    () => channelWeights('filters', { 8: 1 }).terms[0]!.term.bind({ model, batch: 1, samples }),
    'channel 8 of filters is out of range; filters has channels 0 … 7',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
