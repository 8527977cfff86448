import type { Columns } from '../rows/columns.js';
import type { StretchRow } from './stretch-row.js';

/** The stretches of speech that drive units most, and their sounds, once each. */
export const SPEECH = 'speech.parquet';
export const SPEECH_SOUNDS = 'speech.tar';

/** The most stretches that are heard. */
export const MAX_STRETCHES = 1024;

/** The most examples of a unit. */
export const MAX_EXAMPLES = 16;

/** Longer texts are left out: a transcript of minutes does not tell what is said in a second. */
export const MAX_TEXT = 1000;

/** The columns of {@link SPEECH}. */
export const STRETCH_COLUMNS: Columns<StretchRow> = [
  ['recording', 'INT32', 'recording'],
  ['file', 'text', 'file', true],
  ['from_seconds', 'DOUBLE', 'from'],
  ['seconds', 'DOUBLE', 'seconds'],
  ['said', 'text', 'said', true],
  ['transcript', 'text', 'transcript', true],
  ['gain', 'DOUBLE', 'gain'],
  ['sound_offset', 'INT64', 'soundOffset'],
  ['sound_bytes', 'INT32', 'soundBytes'],
  ['sound_sha256', 'text', 'soundSha256'],
];

/** Which stretches drive a unit most, the strongest first: rows of {@link SPEECH}, and the unit's scores of them. */
export interface ExampleRow {
  readonly examples: readonly number[];
  readonly exampleScores: readonly number[];
}

/** Columns of a map beside those that all of it is shown by. A map that was made without examples lacks them. */
export const EXAMPLE_COLUMNS: Columns<ExampleRow> = [
  ['examples', 'numbers', 'examples'],
  ['example_scores', 'numbers', 'exampleScores'],
];
