import { type Counts, countSkip, countWindow } from '../index-file/counts.js';
import { addWindow, type LayerTally } from '../tally/layer-tally.js';
import type { HeardWindow } from '../tally/window.js';
import { windowHash } from '../tally/window-sample.js';
import type { Listeners } from './listeners.js';

/** A window with its sound. */
export interface Piece {
  readonly window: HeardWindow;
  readonly sound: Float32Array;
}

/** What pieces are heard with. */
export interface Hearers {
  readonly listeners: Listeners;
  readonly layers: readonly string[];
  readonly batch: number;
}

/**
 * Hears pieces, those of one program's length one after another or side by side, and counts them in; tells of each how it went.
 * Lengths whose programs are at hand come first, then the shorter ones: what is counted is the same in any order.
 */
export async function hearGroup<P extends Piece>(
  pieces: readonly P[],
  tallies: readonly LayerTally[],
  { listeners, layers, batch }: Hearers,
): Promise<(readonly [P, Counts])[]> {
  const outcome: [P, Counts][] = [];
  for (const together of inOrder(batchesOf(pieces, { batch, listeners }), listeners)) {
    const ready = await listeners.for(together[0]!.sound.length, together.length);
    const answers = await ready.hearEach(together.map(({ sound }) => sound));
    for (const [item, piece] of together.entries()) {
      const parts = layers.map((layer) => answers[item]![layer]!.data);
      const { window } = piece;
      if (parts.every(allFinite)) {
        const hash = windowHash(window);
        for (const [i, data] of parts.entries()) addWindow(tallies[i]!, { data, window, hash });
        outcome.push([piece, countWindow(piece.sound.length)]);
      } else {
        const why = `the model's answer from sample ${window.start} on is not finite`;
        outcome.push([piece, countSkip({ file: window.file, why })]);
      }
    }
  }
  return outcome;
}

/** Pieces of one program's length, `batch` together; where fewer are left each is heard alone: a program hears one number. */
function batchesOf<P extends Piece>(
  pieces: readonly P[],
  { batch, listeners }: Pick<Hearers, 'batch' | 'listeners'>,
): P[][] {
  const byLength = new Map<number, P[]>();
  for (const piece of pieces) {
    const length = listeners.lengthFor(piece.sound.length);
    const alike = byLength.get(length);
    if (alike) alike.push(piece);
    else byLength.set(length, [piece]);
  }
  const batches: P[][] = [];
  for (const alike of byLength.values()) {
    let at = 0;
    for (; at + batch <= alike.length; at += batch) batches.push(alike.slice(at, at + batch));
    for (; at < alike.length; at++) batches.push([alike[at]!]);
  }
  return batches;
}

function inOrder<P extends Piece>(batches: readonly P[][], listeners: Listeners): P[][] {
  const sized = batches.map((together) => {
    const { length } = together[0]!.sound;
    return { together, length, made: listeners.has(length, together.length) ? 0 : 1 };
  });
  sized.sort((a, b) => a.made - b.made || a.length - b.length || b.together.length - a.together.length);
  return sized.map(({ together }) => together);
}

function allFinite(data: Float32Array): boolean {
  // NaN and Infinity stay in a sum; one that overflows is looked at closely.
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]!;
  return Number.isFinite(sum) || data.every(Number.isFinite);
}
