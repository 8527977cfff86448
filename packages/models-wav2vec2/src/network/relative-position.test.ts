import { readFile } from 'node:fs/promises';
import { useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { weight } from '@audiate/ops';
import { beforeAll, describe, expect, test } from 'vitest';
import { bucketOf, relativeBias } from './relative-position.js';

interface Table {
  readonly buckets: number;
  readonly maxDistance: number;
  /** The distance of the first bucket in `found`. */
  readonly from: number;
  readonly found: readonly number[];
}

const tables = JSON.parse(await readFile(lineFolder('buckets.json'), 'utf8')) as Table[];

beforeAll(() => useBackend('cpu'));

test.each(tables)('buckets of $buckets up to $maxDistance are those of transformers', ({ from, found, ...shape }) => {
  expect(found.map((_, i) => bucketOf(from + i, shape))).toEqual(found);
});

describe('relativeBias', () => {
  test('is the bucket of key minus query, for each head', () => {
    const shape = { buckets: 8, maxDistance: 5 };
    const table = weight(
      Float32Array.from({ length: 16 }, (_, i) => i ** 2),
      [8, 2],
    );
    const bias = relativeBias({ shape, table }, 9);
    const found = bias.arraySync();
    bias.dispose();
    for (const head of [0, 1]) {
      for (let query = 0; query < 9; query++) {
        const expected = Array.from({ length: 9 }, (_, key) => (2 * bucketOf(key - query, shape) + head) ** 2);
        expect(found[head]![query]).toEqual(expected);
      }
    }
  });
});
