import { expect, test, vi } from 'vitest';
import { checkCopy } from './copies.js';
import { InputError } from './errors.js';
import { defineModel } from './model.js';
import { toyModel } from './testing/toy-model.js';

test('a model of another copy is told, also when it was spread into another', async () => {
  const ours = defineModel({ ...toyModel(), layers: { ...toyModel().layers } });
  vi.resetModules();
  const other = await import('./copies.js');
  const { defineModel: defineThere } = await import('./model.js');
  const theirs = defineThere({ ...ours, layers: { ...ours.layers } });
  for (const model of [theirs, { ...theirs, name: 'wrapped' }]) {
    expect(() => checkCopy(model)).toThrow(
      /^model ".*" was made by another copy of audiate than .*; npm ls @audiate\/protocol .* then npm dedupe$/,
    );
    expect(() => other.checkCopy(model)).not.toThrow();
  }
  expect(() => checkCopy(theirs)).toThrow(InputError);
  expect(() => checkCopy(ours)).not.toThrow();
  expect(() => checkCopy({ ...ours, layers: { ...ours.layers } })).not.toThrow();
});
