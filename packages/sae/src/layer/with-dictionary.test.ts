import { defineModel, InputError, type ModelAdapter } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type Dictionary, withDictionary } from '../index.js';
import { randomDictionary } from '../testing/random-dictionary.js';

const toy = toyModel();
const shape = { channels: 8, features: 12, scale: 0.1 };
const relu = randomDictionary('relu', shape);
const noise = () => tf.randomNormal<tf.Rank.R2>([2, 320], 0, 0.1, 'float32', 3);

/** The toy model, whose energies hear edited filters. */
const editable = defineModel({
  ...toy,
  forwardEdited(audio, layers, edits) {
    const { filters } = toy.forward(audio, ['filters']);
    const heard = edits.filters?.(filters) ?? filters;
    const energies = tf.square(heard) as tf.Tensor3D;
    const all = { filters: heard, energies: edits.energies?.(energies) ?? energies };
    return Object.fromEntries(layers.map((layer) => [layer, all[layer]])) as never;
  },
});

describe('facts', () => {
  test('names and types', () => {
    const model = withDictionary(toy, 'filters', relu);
    expectTypeOf(model).toEqualTypeOf<
      ModelAdapter<
        'filters' | 'energies' | 'filters.features' | 'filters.features.pre' | 'filters.features.reconstruction'
      >
    >();
    expectTypeOf(withDictionary(toy, 'filters', relu, { name: 'f' }).layers).toHaveProperty('f.pre');
    expect(model.name).toBe('toy with relu');
    const { filters, ...rest } = model.layers;
    expect(rest['filters.features']).toEqual({
      ...filters,
      channels: 12,
      depth: 0.5,
      rectified: true,
      preactivation: { layer: 'filters.features.pre', turn: 0 },
    });
    expect(rest['filters.features.pre']).toEqual({ ...filters, channels: 12, depth: 0.25 });
    expect(rest['filters.features.reconstruction']).toEqual({ ...filters, depth: 0.75 });
  });

  test('a dictionary without a decoder adds no reconstruction', () => {
    const { decode: _, outputs: __, ...rest } = relu;
    expect(Object.keys(withDictionary(toy, 'filters', rest).layers)).toEqual([
      'filters',
      'energies',
      'filters.features.pre',
      'filters.features',
    ]);
  });

  test('the fingerprint covers the model, the layer, the name and every number of the dictionary', () => {
    const other = (part: Partial<Dictionary>) => ({ ...relu, ...part });
    const prints = [
      toy,
      withDictionary(toy, 'filters', relu),
      withDictionary(toy, 'energies', relu),
      withDictionary(toy, 'filters', relu, { name: 'other' }),
      withDictionary(toyModel({ channels: 8, sampleRate: 8000 }), 'filters', other({ fingerprint: 'x' })),
      ...(['encoder', 'encoderBias', 'inputBias', 'decoder', 'decoderBias'] as const).map((part) =>
        withDictionary(toy, 'filters', randomDictionary('relu', shape, { [part]: changed(part) })),
      ),
      withDictionary(toy, 'filters', randomDictionary('topk', shape, { activation: { kind: 'topk', k: 3 } })),
      withDictionary(toy, 'filters', randomDictionary('topk', shape, { activation: { kind: 'topk', k: 4 } })),
      withDictionary(toy, 'filters', randomDictionary('relu', shape, { normalization: 'length' })),
    ].map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
    const again = withDictionary(toy, 'filters', randomDictionary('relu', shape));
    expect(again.fingerprint).toBe(withDictionary(toy, 'filters', relu).fingerprint);
  });
});

/** One part of a random dictionary, its last number moved. */
function changed(part: 'encoder' | 'encoderBias' | 'inputBias' | 'decoder' | 'decoderBias'): Float32Array {
  const counts = { encoder: 96, encoderBias: 12, inputBias: 8, decoder: 96, decoderBias: 8 };
  const moved = new Float32Array(counts[part]);
  moved[moved.length - 1] = 0.5;
  return moved;
}

test('only what is asked for is heard, and answered', () => {
  const asked: string[][] = [];
  const told = defineModel({
    ...toy,
    forward(audio, layers) {
      asked.push([...layers]);
      return toy.forward(audio, layers);
    },
  });
  tf.tidy(() => {
    const model = withDictionary(told, 'filters', relu);
    expect(Object.keys(model.forward(noise(), ['energies']))).toEqual(['energies']);
    expect(Object.keys(model.forward(noise(), ['filters.features']))).toEqual(['filters.features']);
    expect(Object.keys(model.forward(noise(), ['energies', 'filters.features.pre'])).sort()).toEqual(
      ['energies', 'filters.features.pre'].sort(),
    );
  });
  expect(asked).toEqual([['energies'], ['filters'], ['energies', 'filters']]);
});

test('two dictionaries, one on the features of the other', () => {
  const deep = randomDictionary('topk', { channels: 12, features: 5 });
  const model = withDictionary(withDictionary(toy, 'filters', relu), 'filters.features', deep);
  const { layers } = model;
  expect(layers['filters.features.features'].depth).toBeGreaterThan(layers['filters.features'].depth);
  expect(layers['filters.features.features'].depth).toBeLessThan(layers['filters.features.reconstruction'].depth);
  tf.tidy(() => {
    const { 'filters.features.features': found } = model.forward(noise(), ['filters.features.features']);
    expect(found.shape).toEqual([2, 5, 5]);
  });
});

describe('edited features', () => {
  const model = withDictionary(editable, 'filters', relu);
  const twice = (x: tf.Tensor3D): tf.Tensor3D => tf.mul(x, 2);

  test('move the layer by what the dictionary says of the change, and leave the rest', () => {
    tf.tidy(() => {
      const audio = noise();
      const names = ['filters', 'filters.features', 'filters.features.pre', 'energies'] as const;
      const plain = model.forward(audio, [...names, 'filters.features.reconstruction']);
      const edited = model.forwardEdited!(audio, names, { 'filters.features': twice });
      const decoded = relu.decode!(twice(plain['filters.features']), plain.filters);
      const expected = tf.add(plain.filters, tf.sub(decoded, plain['filters.features.reconstruction']));
      expect(difference(edited.filters, expected)).toBeLessThan(1e-6);
      expect(difference(edited.energies, tf.square(expected))).toBeLessThan(1e-6);
      expect(difference(edited['filters.features'], twice(plain['filters.features']))).toBe(0);
      expect(difference(edited['filters.features.pre'], plain['filters.features.pre'])).toBe(0);
      expect(difference(edited.energies, plain.energies)).toBeGreaterThan(0.01);
    });
  });

  test('hear what was edited before them, and an edit that changes nothing changes nothing', () => {
    tf.tidy(() => {
      const audio = noise();
      const same = model.forwardEdited!(audio, ['energies'], { 'filters.features': (x) => tf.clone(x) });
      expect(difference(same.energies, model.forward(audio, ['energies']).energies)).toBeLessThan(1e-7);
      const both = model.forwardEdited!(audio, ['filters'], { filters: twice, 'filters.features': twice });
      const first = model.forwardEdited!(audio, ['filters', 'filters.features'], { filters: twice });
      const code = first['filters.features'];
      const change = tf.sub(relu.decode!(twice(code), first.filters), relu.decode!(code, first.filters));
      expect(difference(both.filters, tf.add(first.filters, change))).toBeLessThan(1e-6);
    });
  });

  test('of a transcoder move the layer that it writes', () => {
    const across = randomDictionary('relu', shape, { transcoder: { outputs: 8 } });
    const added = withDictionary(editable, 'filters', across, { writes: 'energies' });
    tf.tidy(() => {
      const audio = noise();
      const plain = added.forward(audio, ['energies', 'filters.features']);
      const code = plain['filters.features'];
      const edited = added.forwardEdited!(audio, ['filters', 'energies'], { 'filters.features': twice });
      const { filters } = added.forward(audio, ['filters']);
      expect(difference(edited.filters, filters)).toBe(0);
      const change = tf.sub(across.decode!(twice(code), filters), across.decode!(code, filters));
      expect(difference(edited.energies, tf.add(plain.energies, change))).toBeLessThan(1e-6);
    });
    const unknown = withDictionary(editable, 'filters', across);
    tf.tidy(() => {
      expect(() => unknown.forwardEdited!(noise(), ['energies'], { 'filters.features': twice })).toThrow(
        `features of dictionary "relu" can't be edited: it explains another layer; say which: withDictionary(…, { writes })`,
      );
    });
  });

  test('leave no tensor behind', () => {
    const audio = noise();
    model.forward(audio, ['filters.features']);
    const before = tf.memory().numTensors;
    tf.dispose(model.forwardEdited!(audio, ['energies', 'filters.features'], { 'filters.features': twice }));
    expect(tf.memory().numTensors).toBe(before);
    audio.dispose();
  });

  test('what follows from features is not edited', () => {
    tf.tidy(() => {
      expect(() => model.forwardEdited!(noise(), ['energies'], { 'filters.features.pre': twice })).toThrow(
        `"filters.features.pre" can't be edited; edit "filters.features"`,
      );
    });
    expect(withDictionary(toy, 'filters', relu).forwardEdited).toBeUndefined();
  });
});

function difference(a: tf.Tensor, b: tf.Tensor): number {
  return tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!;
}

const wide = randomDictionary(
  'relu',
  { channels: 4, features: 6 },
  { trainedOn: { reads: 'blocks.6.hook_resid_post' } },
);
test.each<[() => unknown, string]>([
  [
    () => withDictionary(toy, 'blocks.6.hook_resid_post' as 'filters', relu),
    'unknown layer of toy "blocks.6.hook_resid_post"; "blocks.6.hook_resid_post" is "encoder.6" here; choose from filters, energies',
  ],
  [
    () => withDictionary(toy, 'filter' as 'filters', relu),
    'unknown layer of toy "filter"; choose from filters, energies',
  ],
  [
    () => withDictionary(toy, 'filters', wide),
    'dictionary "relu" reads 4 channels, filters of toy has 8; it was trained on "blocks.6.hook_resid_post", which is "encoder.6" here',
  ],
  [
    () => withDictionary(toy, 'filters', relu, { name: 'energies' as string }),
    'toy has a layer "energies" already; give another name: withDictionary(…, { name })',
  ],
  [
    () => withDictionary(toy, 'filters', relu, { name: 'a b' }),
    'the name of a dictionary\'s layer must be 1 to 80 letters, digits, ., /, - or _, got "a b"',
  ],
  [
    () => withDictionary(toy, 'filters', relu, { writes: 'energies' }),
    'dictionary "relu" explains the layer that it reads; leave out writes',
  ],
  [
    () =>
      withDictionary(
        toy,
        'filters',
        randomDictionary('relu', shape, {
          transcoder: { outputs: 3 },
          decoder: new Float32Array(36),
          decoderBias: new Float32Array(3),
        }),
        { writes: 'energies' },
      ),
    'transcoder "relu" explains 3 channels, energies of toy has 8',
  ],
  [
    () => withDictionary(toy, 'filters', Promise.resolve(relu) as never),
    'withDictionary takes a dictionary, got a promise; await it',
  ],
  [
    () => withDictionary(toy, 'filters', 'gpt' as never),
    'withDictionary takes a dictionary, got "gpt"; load one by await loadDictionary(…)',
  ],
  [
    () => withDictionary(toy, 'filters', relu, { named: 'x' } as never),
    'options of withDictionary must not have "named"; do you mean name?',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
