import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { defineModel, layerNames, type ModelAdapter } from '@audiate/protocol';
import { modelLaws, toyModel } from '@audiate/protocol/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { withDictionary } from '../index.js';
import { KINDS, randomDictionary } from '../testing/random-dictionary.js';

const toy = toyModel();
/** Without a deeper layer: the laws take gradients of the first layer and the last. */
const shallow = defineModel({ ...toy, layers: { filters: toy.layers.filters } });
/** Where those are the features. */
const upTo = (model: ModelAdapter, layer: string) =>
  defineModel({
    ...model,
    layers: Object.fromEntries(Object.entries(model.layers).filter(([name]) => name !== `${layer}.reconstruction`)),
  });

for (const backend of BACKENDS) {
  describe(`laws on ${backend}`, () => {
    beforeAll(() => useBackend(backend));

    for (const kind of KINDS) {
      for (const normalization of ['none', 'length', 'standard'] as const) {
        test(`${kind}, normalization ${normalization}`, () => {
          const scale = normalization === 'none' ? 0.1 : 1;
          const dictionary = randomDictionary(kind, { channels: 8, features: 24, scale }, { normalization });
          const model = withDictionary(shallow, 'filters', dictionary);
          expect(layerNames(model).at(-1)).toBe('filters.features.reconstruction');
          for (const law of modelLaws({ model, step: 1e-4 })) law.check();
          for (const law of modelLaws({ model: upTo(model, 'filters.features'), step: 1e-4 })) law.check();
          model.dispose();
        });
      }
    }
  });
}
