import { expect, test } from 'vitest';
import { checkChoice, checkNumber, show } from './check.js';
import { InputError, listChoices } from './errors.js';
import { defineModel, frameCenter, frameCount, isLayer, layerInfo } from './model.js';
import { toyModel } from './testing/toy-model.js';

test('choices fold runs of numbered names', () => {
  expect(listChoices(['conv.0', 'conv.1', 'conv.2', 'projection', 'encoder.0', 'encoder.1'])).toBe(
    'conv.0 … conv.2, projection, encoder.0, encoder.1',
  );
  expect(listChoices(['a.0.pre', 'a.0', 'a.1.pre', 'a.1', 'a.2.pre', 'a.2', 'b.7', 'b.9', 'b.10'])).toBe(
    'a.0.pre … a.2.pre, a.0 … a.2, b.7, b.9, b.10',
  );
  expect(listChoices(Array.from({ length: 30 }, (_, i) => String.fromCharCode(97 + (i % 26)).repeat(1 + i)))).toMatch(
    / and 6 more$/,
  );
});

test('messages name the thing, the value and the choice', () => {
  expect(() => checkChoice('engine', 'cuda', ['wasm', 'cpu'])).toThrow('unknown engine "cuda"; choose from wasm, cpu');
  expect(() => checkNumber('steps', 0, { min: 1, integer: true })).toThrow(
    'steps must be a whole number at least 1, got 0',
  );
  expect(() => layerInfo(toyModel(), 'fitlers')).toThrow(
    'unknown layer of toy "fitlers"; choose from filters, energies',
  );
  expect(show('x'.repeat(1000)).length).toBeLessThan(70);
  expect(() => checkNumber('steps', '12')).toThrow(InputError);
});

test('frames are counted and centred by the facts of a layer', () => {
  const info = { depth: 0, channels: 1, hop: 320, offset: 0, receptiveField: 400, minSamples: 400, global: false };
  expect([399, 400, 719, 720, 16_000].map((samples) => frameCount(info, samples))).toEqual([0, 1, 1, 2, 49]);
  expect(frameCenter(info, 2)).toBe(840);
});

test('defineModel refuses impossible facts', () => {
  const model = toyModel();
  expect(isLayer(model, 'filters') && !isLayer(model, 'toString')).toBe(true);
  expect(() => defineModel({ ...model, sampleRate: 0 })).toThrow('sampleRate of model "toy" must be');
  expect(() => defineModel({ ...model, layers: {} as never })).toThrow('needs at least one layer');
});
