import type { UnitRow } from '../rows/unit-row.js';
import type { Followed } from './followed.js';

/** What of its row a map shows of a unit, or needs to play it. */
type Shown =
  | ('layer' | 'unit' | 'name' | 'score' | 'retention' | 'seconds' | 'sampleRate' | 'gain')
  | ('soundFile' | 'soundOffset' | 'soundBytes');

/** One unit on the map of an atlas: what of its row a map shows, and what the unit does on speech. */
export interface MapRow extends Pick<UnitRow, Shown>, Followed {
  /** Its place: neighbours do the same on speech. Both are within 0 and 1. */
  readonly x: number;
  readonly y: number;
  /** The score of its highest stretch of speech, as long as the sound. */
  readonly naturalMax: number;
  /** Of the stretches of speech so many percent score less than the sound. */
  readonly percentile: number;
  /** The label (phone, letter, word) that it tells best from all others, where one is sure; and how well: the area under the curve, 0.5 by chance. */
  readonly label: string | undefined;
  readonly auc: number | undefined;
}
