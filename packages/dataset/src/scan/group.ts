import type { ModelInfo } from '@audiate/protocol';
import type { Skip } from '../index-file/facts.js';
import type { CorpusClip } from './clip-source.js';
import type { Piece } from './hear-group.js';
import type { ScanPlan } from './options.js';
import { readPieces } from './read-pieces.js';

/** A clip whose turn it is. */
export interface Turn {
  readonly file: string;
  /** Whether some of it was heard. */
  heard: boolean;
}

/** What is heard together. */
export interface Group {
  readonly pieces: (Piece & { readonly turn: Turn })[];
  /** Clips that end in it. */
  readonly ended: Turn[];
  readonly skips: Skip[];
  /** Whether the next group goes on with a clip of this one: no place to go on from after a kill. */
  open: boolean;
}

/** A group is full after so many clips, or so many seconds of sound: what is in memory at once. */
const CLIPS = 64;
const SECONDS = 120;

/**
 * Reads clips until a group is full, and again. A clip that goes on in a further group ends it, so that there is a place to go
 * on from behind each. A clip that breaks off is told, and heard as far as it was read; where groups end depends on the clips
 * alone.
 */
export async function* groups(
  clips: AsyncIterable<CorpusClip>,
  model: ModelInfo,
  plan: ScanPlan,
): AsyncGenerator<Group> {
  const fresh = (): Group => ({ pieces: [], ended: [], skips: [], open: false });
  const most = SECONDS * model.sampleRate;
  let [group, samples] = [fresh(), 0];
  for await (const clip of clips) {
    const turn = { file: clip.file, heard: false };
    let goesOn = false;
    try {
      for await (const piece of readPieces(clip, model, plan)) {
        if (samples >= most) {
          group.open = goesOn = true;
          yield group;
          [group, samples] = [fresh(), 0];
        }
        group.pieces.push({ ...piece, turn });
        samples += piece.sound.length;
      }
    } catch (error) {
      group.skips.push({ file: clip.file, why: error instanceof Error ? error.message : String(error) });
    }
    group.ended.push(turn);
    if (group.ended.length < CLIPS && samples < most && !goesOn) continue;
    yield group;
    [group, samples] = [fresh(), 0];
  }
  if (group.ended.length > 0) yield group;
}
