import type { ShownMap } from '../map/shown-map.js';

/** Where a label is written, and what it says. */
export interface LabelPlace {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

const CELLS = 20;
/** A label of fewer units than these of a thousand is not written. */
const LEAST_PER_THOUSAND = 2;

/** Each label where most of its units are: their mean within the fullest cell. */
export function placesOfLabels(map: ShownMap): LabelPlace[] {
  const counts = new Map<number, { n: number; x: number; y: number }>();
  const cell = (value: number) => Math.min(CELLS - 1, Math.floor(value * CELLS));
  for (let i = 0; i < map.count; i++) {
    const label = map.label[i]!;
    if (label < 0) continue;
    const at = (label * CELLS + cell(map.y[i]!)) * CELLS + cell(map.x[i]!);
    const sum = counts.get(at) ?? { n: 0, x: 0, y: 0 };
    sum.n += 1;
    sum.x += map.x[i]!;
    sum.y += map.y[i]!;
    counts.set(at, sum);
  }
  const best = new Map<number, { n: number; x: number; y: number }>();
  for (const [at, sum] of counts) {
    const label = Math.floor(at / CELLS ** 2);
    if (sum.n > (best.get(label)?.n ?? 0)) best.set(label, sum);
  }
  return [...best]
    .filter(([label]) => map.labelled[label]! * 1000 >= LEAST_PER_THOUSAND * map.count)
    .map(([label, { n, x, y }]) => ({ text: map.labels[label]!, x: x / n, y: y / n, count: map.labelled[label]! }))
    .sort((a, b) => b.count - a.count);
}
