import { expect, test } from 'vitest';
import { inMemory } from './in-memory.js';

test('ranges are copies, and never of what lies beside the bytes', async () => {
  const all = Uint8Array.of(9, 1, 2, 3, 9);
  const file = inMemory(all.subarray(1, 4));
  const slice = async (start: number, end?: number) => [...new Uint8Array(await file.slice(start, end))];
  expect(file.byteLength).toBe(3);
  expect([await slice(0), await slice(1, 2), await slice(2, 5), await slice(7, 9)]).toEqual([[1, 2, 3], [2], [3], []]);
  const part = new Uint8Array(await file.slice(0, 3));
  part.fill(0);
  expect([...all]).toEqual([9, 1, 2, 3, 9]);
});
