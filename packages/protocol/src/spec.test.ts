import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { arrayRef, hashBytes } from './spec.js';

test('hashes bytes by 64-bit FNV-1a: the published vectors', () => {
  expect(hashBytes(new Uint8Array())).toBe('cbf29ce484222325');
  expect(hashBytes(new TextEncoder().encode('a'))).toBe('af63dc4c8601ec8c');
  expect(hashBytes(new TextEncoder().encode('foobar'))).toBe('85944171f73967e8');
});

test('agrees with BigInt arithmetic on longer input', () => {
  const bytes = createHash('sha512').update('audiate').digest();
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  expect(hashBytes(bytes)).toBe(hash.toString(16).padStart(16, '0'));
});

test('an array reference sees every element', () => {
  const array = new Float32Array(100);
  const before = arrayRef(array);
  array[99] = 1e-30;
  expect(arrayRef(array)).not.toEqual(before);
  expect(before.length).toBe(100);
});
