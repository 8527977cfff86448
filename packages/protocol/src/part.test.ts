import { expect, test } from 'vitest';
import { InputError } from './errors.js';
import { checkPart, type Part } from './part.js';

const part: Part<number> = { spec: { kind: 'leaf' }, bind: () => 0 };

test('a part passes as it is', () => {
  expect(checkPart('the part in wrap', part)).toBe(part);
});

test.each<[unknown, RegExp]>([
  [undefined, /the part in wrap must be a part, \{ spec, bind \} as factories return it, got undefined/],
  ['spectrum', /got "spectrum"/],
  [() => part, /got a function/],
  [{ spec: part.spec }, /got an object/],
  [{ spec: {}, bind: part.bind }, /got an object/],
])('refuses %o', (other, message) => {
  expect(() => checkPart('the part in wrap', other as typeof part)).toThrow(InputError);
  expect(() => checkPart('the part in wrap', other as typeof part)).toThrow(message);
});
