import type { Listeners } from '../hearing/listeners.js';

/** Sounds that one program hears at once. */
export interface Batch<P> {
  readonly pieces: readonly P[];
  /** Samples of the longest. */
  readonly samples: number;
  /** How many the program hears; where it is more than there are pieces, silence fills it up. */
  readonly places: number;
}

interface HasSound {
  readonly sound: Float32Array;
}

/**
 * Sounds in batches of `batch`, those whose programs are at hand first, then the shorter ones.
 *
 * Where shorter sounds may stand beside a longer one, neighbours by length are heard together, so that little is padding, and the
 * last places are filled with silence: a program for fewer sounds costs more time than these. Else sounds of one length are,
 * and where fewer are left each is heard alone: such a program hears one number.
 */
export function batchesOf<P extends HasSound>(pieces: readonly P[], batch: number, listeners: Listeners): Batch<P>[] {
  const made = listeners.hearsShorter ? neighbours(pieces, batch) : alike(pieces, batch);
  const lacking = ({ samples, places }: Batch<P>) => (listeners.has(samples, places) ? 0 : 1);
  const sized = made.map((one) => ({ one, lacking: lacking(one) }));
  sized.sort((a, b) => a.lacking - b.lacking || a.one.samples - b.one.samples || b.one.places - a.one.places);
  return sized.map(({ one }) => one);
}

function neighbours<P extends HasSound>(pieces: readonly P[], batch: number): Batch<P>[] {
  const sorted = [...pieces].sort((a, b) => b.sound.length - a.sound.length);
  return chunks(sorted, batch).map((own) => ({ pieces: own, samples: own[0]!.sound.length, places: batch }));
}

function alike<P extends HasSound>(pieces: readonly P[], batch: number): Batch<P>[] {
  const byLength = new Map<number, P[]>();
  for (const piece of pieces) {
    const known = byLength.get(piece.sound.length);
    if (known) known.push(piece);
    else byLength.set(piece.sound.length, [piece]);
  }
  return [...byLength].flatMap(([samples, own]) =>
    chunks(own, batch).flatMap((some): Batch<P>[] =>
      some.length === batch
        ? [{ pieces: some, samples, places: batch }]
        : some.map((piece) => ({ pieces: [piece], samples, places: 1 })),
    ),
  );
}

function chunks<P>(list: readonly P[], size: number): P[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}
