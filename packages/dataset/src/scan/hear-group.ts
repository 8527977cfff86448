import type { ActivationData } from '@audiate/core';
import type { Listeners } from '../hearing/listeners.js';
import { type Counts, countSkip, countWindow } from '../index-file/counts.js';
import { addWindow, type LayerTally } from '../tally/layer-tally.js';
import type { HeardWindow } from '../tally/window.js';
import { windowHash } from '../tally/window-sample.js';
import { type Batch, batchesOf } from './batches.js';

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

/** Pieces that are heard together, and what is said to each, by layer. */
interface Heard<P extends Piece> {
  readonly together: readonly P[];
  readonly answers: readonly Readonly<Record<string, ActivationData>>[];
}

/**
 * Hears pieces, one after another or side by side, and counts them in; tells of each how it went. What is counted is the same in
 * any order.
 */
export async function hearGroup<P extends Piece>(
  pieces: readonly P[],
  tallies: readonly LayerTally[],
  { listeners, layers, batch }: Hearers,
): Promise<(readonly [P, Counts])[]> {
  const outcome: [P, Counts][] = [];
  for await (const { together, answers } of heardAhead(batchesOf(pieces, batch, listeners), listeners)) {
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

/** Hears batches, each while the one before it is counted: an engine with threads of its own does not wait for that. */
async function* heardAhead<P extends Piece>(
  batches: readonly Batch<P>[],
  listeners: Listeners,
): AsyncGenerator<Heard<P>> {
  let under: Promise<Heard<P>> | undefined;
  try {
    for (const { pieces: together, samples, places } of batches) {
      const before = await under;
      const ready = await listeners.for(samples, places);
      under = ready.hearEach(together.map(({ sound }) => sound)).then((answers) => ({ together, answers }));
      under.catch(() => {}); // it is told where it is awaited
      if (before) yield before;
    }
    if (under) yield await under;
  } finally {
    // Nothing is freed under what is being heard.
    await under?.catch(() => {});
  }
}

function allFinite(data: Float32Array): boolean {
  // NaN and Infinity stay in a sum; one that overflows is looked at closely.
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]!;
  return Number.isFinite(sum) || data.every(Number.isFinite);
}
