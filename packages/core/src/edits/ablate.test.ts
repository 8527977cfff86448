import { defineModel, InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { ablate, amplify, type Component } from './ablate.js';

const toy = toyModel();
const editable = defineModel({ ...toy, forwardEdited: () => expect.unreachable() as never });

test('the facts say what was done, and are its own', () => {
  const edited = ablate(editable, { layer: 'filters', unit: [2, 3] });
  expect(edited.name).toBe('toy, without units 2, 3 of filters');
  expect(amplify(editable, { layer: 'filters', direction: [1, 0, 0, 0, 0, 0, 0, 1], gain: 2 }).name).toBe(
    'toy, 2 × a direction of filters',
  );
  const prints = [
    edited,
    editable,
    ablate(editable, { layer: 'filters', unit: 2 }),
    ablate(editable, { layer: 'energies', unit: 2 }),
    amplify(editable, { layer: 'filters', unit: 2, gain: 2 }),
  ].map(({ fingerprint }) => fingerprint);
  expect(new Set(prints).size).toBe(5);
});

test('a layer is no activation of another any more, and as rectified as before', () => {
  const facts = { ...toy.layers.filters, rectified: true, preactivation: { layer: 'energies', turn: -1 } };
  const gelu = defineModel({ ...editable, layers: { ...toy.layers, filters: facts } });
  const { filters } = ablate(gelu, { layer: 'filters', unit: 2 }).layers;
  expect(filters).toEqual({ ...toy.layers.filters, rectified: true });
});

test.each<[Component<'filters'>, string]>([
  [{ layer: 'filter' as 'filters' }, 'unknown layer of toy "filter"; choose from filters, energies'],
  [{ layer: 'filters' }, 'ablate takes either a unit or a direction; give one of them'],
  [{ layer: 'filters', unit: 0, direction: [1] }, 'ablate takes either a unit or a direction; give one of them'],
  [{ layer: 'filters', unit: 8 }, 'unit of filters must be a whole number at least 0 and at most 7, got 8'],
  [{ layer: 'filters', unit: [] }, 'ablate needs at least one unit, got none'],
  [{ layer: 'filters', direction: [1, 2] }, 'direction has 2 numbers, filters 8 channels; give one for each'],
  [
    { layer: 'filters', direction: new Float32Array(8) },
    'direction must be finite and not all 0, got a vector of length 0',
  ],
  [{ layer: 'filters', units: 1 } as never, 'component of ablate must not have "units"; do you mean unit?'],
])('tells a mistake (%#)', (component, message) => {
  expect(() => ablate(editable, component)).toThrow(new InputError(message));
});

test('a model that cannot be edited says so', () => {
  expect(() => ablate(toy, { layer: 'filters', unit: 1 })).toThrow(
    'ablate needs a model whose layers can be edited as they are computed, and toy has no forwardEdited; models of loadWav2Vec2 have it',
  );
});
