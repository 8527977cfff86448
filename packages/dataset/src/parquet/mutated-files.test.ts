import { expect, test } from 'vitest';
import { meet } from '../testing/hostile-files.js';

test.each(['index', 'shard'] as const)(
  '150 files of the kind %s with changed bytes are read or refused in a sentence',
  async (kind) => {
    const { read, refused, wrong } = await meet(kind, { from: 0, count: 150 });
    expect(wrong).toEqual([]);
    expect(read + refused).toBe(150);
    expect(refused).toBeGreaterThan(50);
    expect(read).toBeGreaterThan(10);
  },
);
