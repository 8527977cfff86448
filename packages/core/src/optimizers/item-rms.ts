import type { Value } from '@audiate/protocol';

/** Root mean square of each item (first axis) of a value. */
export function itemRms({ data, shape }: Value): number[] {
  const items = shape[0] ?? 1;
  const size = data.length / items;
  return Array.from({ length: items }, (_, item) => {
    let sum = 0;
    for (let i = item * size; i < (item + 1) * size; i++) sum += data[i]! * data[i]!;
    return Math.sqrt(sum / size);
  });
}
