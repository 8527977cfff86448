import type { SpeechWindow } from '@audiate/evaluate';
import type { ExampleRow } from '../map/stretch-columns.js';
import type { HeardLayer } from './hear-windows.js';

/**
 * The windows of speech that drive a unit most, the strongest first, of each clip one at most; among equals the earlier. None for a unit
 * that does the same on all of them.
 * @param most of them.
 * @returns indices of windows, and the unit's scores of them.
 */
export function topStretches(
  { windows: scores, channels }: HeardLayer,
  unit: number,
  { windows, most }: { readonly windows: readonly SpeechWindow[]; readonly most: number },
): ExampleRow {
  const bestOf = new Map<number, number>();
  const scoreOf = (window: number) => scores[window * channels + unit]!;
  let changes = false;
  for (const [i, { clip }] of windows.entries()) {
    const before = bestOf.get(clip);
    changes ||= scoreOf(i) !== scoreOf(0);
    if (Number.isFinite(scoreOf(i)) && (before === undefined || scoreOf(i) > scoreOf(before))) bestOf.set(clip, i);
  }
  const examples = changes ? [...bestOf.values()].sort((a, b) => scoreOf(b) - scoreOf(a) || a - b).slice(0, most) : [];
  return { examples, exampleScores: examples.map(scoreOf) };
}
