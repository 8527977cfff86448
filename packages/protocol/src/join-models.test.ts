import * as tf from '@tensorflow/tfjs';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { InputError } from './errors.js';
import { joinModels, partOf } from './join-models.js';
import { defineModel, layerInfo, type ModelAdapter } from './model.js';
import { modelLaws } from './testing/model-laws.js';
import { type ToyLayer, toyModel } from './testing/toy-model.js';

const [few, many] = [toyModel({ channels: 3 }), toyModel()];
const joined = joinModels({ few, many });

describe('joined models obey the laws of models', () => {
  for (const law of modelLaws({ model: joined as unknown as ModelAdapter })) test(law.name, law.check);
});

test('layers carry the name of their model, also in the types', () => {
  expectTypeOf(joined).toEqualTypeOf<ModelAdapter<`few/${ToyLayer}` | `many/${ToyLayer}`>>();
  expect(Object.keys(joined.layers)).toEqual(['few/filters', 'few/energies', 'many/filters', 'many/energies']);
  expect(layerInfo(joined, 'few/filters').channels).toBe(3);
});

test('each answers as by itself; the others are not asked', () => {
  const silent = defineModel({ ...few, forward: () => expect.unreachable() as never });
  tf.tidy(() => {
    const audio = tf.randomNormal<tf.Rank.R2>([2, 320], 0, 1, 'float32', 7);
    const answer = joinModels({ silent, many }).forward(audio, ['many/energies', 'many/filters']);
    const alone = many.forward(audio, ['energies', 'filters']);
    expect(answer['many/energies'].dataSync()).toEqual(alone.energies.dataSync());
    expect(answer['many/filters'].dataSync()).toEqual(alone.filters.dataSync());
  });
});

test('facts: preactivations and labels go with their layers, the longest minimum counts', () => {
  const { filters, energies } = many.layers;
  const speaking = defineModel({
    ...many,
    minSamples: 128,
    vocabulary: ['a', 'b'],
    layers: { logits: filters, energies: { ...energies, preactivation: { layer: 'logits', turn: -1 } } },
    forward: () => expect.unreachable() as never,
  });
  const both = joinModels({ few, speaking });
  expect(both.minSamples).toBe(128);
  expect(both.layers['speaking/energies'].preactivation).toEqual({ layer: 'speaking/logits', turn: -1 });
  expect(both.layers['speaking/logits'].vocabulary).toEqual(['a', 'b']);
  expect(both.vocabulary).toBeUndefined();
  expect(partOf(both, 'speaking').vocabulary).toEqual(['a', 'b']);
});

test('the fingerprint tells models, names and order apart', () => {
  const prints = [
    joinModels({ few, many }),
    joinModels({ many, few }),
    joinModels({ few, other: many }),
    joinModels({ few }),
  ];
  expect(new Set(prints.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  expect(joinModels({ few, many }).fingerprint).toBe(joined.fingerprint);
});

test('dispose disposes all', () => {
  const gone: string[] = [];
  const mortal = (name: string) => ({ ...few, dispose: () => void gone.push(name) });
  joinModels({ a: mortal('a'), b: mortal('b') }).dispose();
  expect(gone).toEqual(['a', 'b']);
});

test.each<[() => unknown, string]>([
  [() => joinModels([few] as never), 'joinModels takes models by name, as { a, b }, got an array of 1'],
  [() => joinModels({}), 'count of models to join must be a finite number at least 1 and at most 16, got 0'],
  [() => joinModels({ 'a/b': few }), 'the name of a joined model must be 1 to 40 letters, digits, - or _, got "a/b"'],
  [() => joinModels({ a: few, b: Promise.resolve(few) as never }), 'b of joinModels must be a model, got '],
  [
    () => joinModels({ a: few, b: toyModel({ sampleRate: 8_000 }) }),
    'models to join must hear at one rate; a hears at 16000 Hz, b at 8000 Hz',
  ],
  [() => partOf(joined, 'b'), 'few: toy, many: toy has no model "b"; it has few, many'],
  [() => partOf(few, 'b'), 'toy has no model "b"; join models by joinModels({ a, b })'],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(InputError);
  expect(mistake).toThrow(message);
});
