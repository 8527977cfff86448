import { key } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { permuted } from './permute.js';

const groups = ['a', 'a', 'b', 'c', 'c', 'c'];

test('what each group has throughout, groups exchange', () => {
  const found = Array.from({ length: 20 }, (_, n) =>
    permuted(Int32Array.of(1, 1, 2, 3, 3, 3), groups, key(n)).join(''),
  );
  expect(new Set(found).size).toBe(6);
  for (const labels of found) expect(labels).toMatch(/^(.)\1(.)(.)\3\3$/);
});

test('what varies within a group stays within it', () => {
  for (let n = 0; n < 20; n++) {
    const found = permuted(Float64Array.of(1, 2, 9, 4, 5, 6), groups, key(n));
    expect([...found.slice(0, 2)].sort()).toEqual([1, 2]);
    expect(found[2]).toBe(9);
    expect([...found.slice(3)].sort()).toEqual([4, 5, 6]);
  }
});
