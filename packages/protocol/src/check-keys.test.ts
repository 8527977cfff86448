import { expect, test } from 'vitest';
import { checkKeys } from './check-keys.js';
import { InputError } from './errors.js';

const known = ['seconds', 'samples', 'batch', 'steps', 'seed'];
const checked = (record: object) => () => checkKeys('options of render', record, known);

test('known keys pass, undefined ones too', () => {
  const record = { steps: 3, seed: undefined };
  expect(checkKeys('options', record, known)).toBe(record);
  expect(checked({})).not.toThrow();
});

test.each([
  ['step', 'steps'],
  ['Seconds', 'seconds'],
  ['bach', 'batch'],
  ['sed', 'seed'],
  ['sampels', 'samples'],
])('%s is told with the nearest known key', (wrong, right) => {
  expect(checked({ [wrong]: 1 })).toThrow(InputError);
  expect(checked({ [wrong]: 1 })).toThrow(`options of render must not have "${wrong}"; do you mean ${right}?`);
});

test('where none is near, all are told; a hostile name takes no time', () => {
  expect(checked({ onlooker: 1 })).toThrow('choose from seconds, samples, batch, steps, seed');
  expect(checked({ ['x'.repeat(1e6)]: 1 })).toThrow('choose from');
});

test.each([[null], [5], [[]], ['steps']])('%j is no record', (wrong) => {
  expect(checked(wrong as never)).toThrow(/options of render must be an object, got/);
});
