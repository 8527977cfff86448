import { fold, key, uniform } from '@audiate/protocol';
import type { SpeechMoment } from './speech-moments.js';

/** Deals that chance is measured by. */
const DEALS = 100;
/** With fewer, no unit could be told from chance at 5 %: nothing is told then. */
const FEWEST_DEALS = 19;
/** Draws for each of the deals that are looked for, so that all are found where there are few. */
const DRAWS = 10;

/**
 * What chance would do to speech: of every moment the one whose pitch, loudness or token it gets instead. Moments of a window depend on each
 * other, and so do windows of a recording, so neither is taken apart: recordings go into another order, and all begins anew
 * at another window. One recording is only turned, a whole number of windows.
 * @returns up to 100 deals, all different; none where there are fewer than 19, as of one recording with fewer than 20 windows.
 */
export function speechDeals(moments: readonly Pick<SpeechMoment, 'window' | 'clip'>[]): Int32Array[] {
  const windows = grouped([...moments.keys()], (i) => moments[i]!.window);
  const recordings = grouped(windows, ([first]) => moments[first!]!.clip);
  const found = new Map<string, Int32Array>();
  const straight = Int32Array.from(recordings.flat(2)).join();
  for (let n = 0; n < DRAWS * DEALS && found.size < DEALS; n++) {
    const [begin, ...places] = uniform(fold(key(0), n), 1 + recordings.length);
    const order = [...recordings.keys()].sort((a, b) => places[a]! - places[b]!).flatMap((r) => recordings[r]!);
    const turn = Math.floor(begin! * order.length);
    const deal = Int32Array.from([...order.slice(turn), ...order.slice(0, turn)].flat());
    if (deal.join() !== straight) found.set(deal.join(), deal);
  }
  return found.size < FEWEST_DEALS ? [] : [...found.values()];
}

/**
 * What is known at some of the moments, as each deal gives it. A moment of which nothing is known has what the moment before it has, so that
 * what lasts is as lasting in a deal.
 * @param values at each moment; at least one is known.
 * @param kept which moments are asked for.
 */
export function dealt<T>(
  values: readonly (T | undefined)[],
  kept: readonly number[],
  deals: readonly Int32Array[],
): T[][] {
  let last = values.find((value) => value !== undefined)!;
  const filled = values.map((value) => {
    last = value ?? last;
    return last;
  });
  return deals.map((deal) => kept.map((i) => filled[deal[i]!]!));
}

/** Neighbours that share a number, together. */
function grouped<T>(all: readonly T[], numberOf: (one: T) => number): T[][] {
  const groups: T[][] = [];
  for (const [i, one] of all.entries()) {
    if (i > 0 && numberOf(all[i - 1]!) === numberOf(one)) groups.at(-1)!.push(one);
    else groups.push([one]);
  }
  return groups;
}
