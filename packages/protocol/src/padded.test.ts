import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { joinModels } from './join-models.js';
import { defineModel, type ModelAdapter } from './model.js';
import { type Padded, paddedForward } from './padded.js';
import { modelLaws } from './testing/model-laws.js';
import { toyModel } from './testing/toy-model.js';

const toy = toyModel({ channels: 3 });
/** Its frames hear nothing but their own samples. */
const model = defineModel({ ...toy, forwardPadded: (audio, layers) => toy.forward(audio, layers) });

for (const law of modelLaws({ model: model as unknown as ModelAdapter })) test(`padded: ${law.name}`, law.check);

test('the law tells a model that hears the padding', () => {
  const wrong = defineModel({
    ...toy,
    forwardPadded: (audio, layers) => toy.forward(tf.sub(audio, tf.mean(audio, 1, true)), layers),
  });
  const law = modelLaws({ model: wrong as unknown as ModelAdapter }).find(({ name }) => name.includes('padded'))!;
  expect(() => law.check()).toThrow(/filters of item 0/);
});

test('a forwardPadded belongs to the forward that it was defined with', () => {
  expect(paddedForward(toy)).toBeUndefined();
  expect(paddedForward(model)).toBeTypeOf('function');
  const renamed: ModelAdapter = { ...(model as unknown as ModelAdapter), name: 'another' };
  expect(paddedForward(renamed)).toBeTypeOf('function');
  const wrapped: ModelAdapter<'filters' | 'energies'> = {
    ...model,
    forward: (audio, layers) => toy.forward(audio, layers),
  };
  expect(paddedForward(wrapped)).toBeUndefined();
  // Defined anew with a forward of its own: heard by that, and the first is what it was.
  expect(paddedForward(defineModel(wrapped))).toBeUndefined();
  expect(paddedForward(model)).toBeTypeOf('function');
  const { forward: _, ...facts } = model;
  expect(paddedForward({ ...facts, forward: wrapped.forward, forwardPadded: model.forwardPadded })).toBeUndefined();
});

test('joined models hear padded where all of them do, each with its own edits', () => {
  expect(paddedForward(joinModels({ model, toy }))).toBeUndefined();
  const asked: unknown[] = [];
  const editable = defineModel({
    ...toy,
    forwardPadded<K extends 'filters' | 'energies'>(audio: tf.Tensor2D, layers: readonly K[], { edits }: Padded) {
      asked.push(Object.keys(edits ?? {}));
      return toy.forward(audio, layers);
    },
  });
  const joined = joinModels({ a: editable, b: model });
  tf.tidy(() => {
    const audio = tf.ones([2, 256]) as tf.Tensor2D;
    const edits = { 'a/filters': (x: tf.Tensor3D) => x, 'b/energies': (x: tf.Tensor3D) => x };
    const answer = paddedForward(joined)!(audio, ['b/filters', 'a/filters'], {
      lengths: tf.tensor1d([128, 256]),
      edits,
    });
    expect(Object.keys(answer).sort()).toEqual(['a/filters', 'b/filters']);
    expect(asked).toEqual([['filters']]);
  });
});
