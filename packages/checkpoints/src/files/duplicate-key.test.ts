import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duplicateKey } from './duplicate-key.js';

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":1, "\\u0061" :2}', 'a'],
  ['{"a":{"b":[{"c":1,"c":2}]}}', 'c'],
  ['[{"x":"\\"","y":1,"x":2}]', 'x'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
])('%s gives %s twice', (json, key) => {
  expect(duplicateKey(json)).toBe(key);
});

test.each([
  '{}',
  '{"a":"a","b":"a"}',
  '[{"a":1},{"a":1}]',
  '{"a":{"a":{"a":1}}}',
  '{"a":["a","a"],"b":"\\\\"}',
  '"a:a"',
])('%s gives nothing twice', (json) => {
  expect(duplicateKey(json)).toBeUndefined();
});

test('no value that JSON.stringify wrote has a key twice', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => duplicateKey(JSON.stringify(value, null, 1)) === undefined));
});

test('a key of a megabyte and a nesting of a hundred thousand are no trouble', () => {
  expect(duplicateKey(JSON.stringify({ ['k'.repeat(1e6)]: 1 }))).toBeUndefined();
  expect(duplicateKey('['.repeat(1e5) + ']'.repeat(1e5))).toBeUndefined();
});
