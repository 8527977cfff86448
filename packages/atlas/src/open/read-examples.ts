import { inMemory } from '@audiate/dataset/ranges';
import { sha256 } from '@audiate/media';
import { InputError, show } from '@audiate/protocol';
import { MAP } from '../map/map-columns.js';
import {
  EXAMPLE_COLUMNS,
  type ExampleRow,
  MAX_EXAMPLES,
  MAX_STRETCHES,
  SPEECH,
  SPEECH_SOUNDS,
  STRETCH_COLUMNS,
} from '../map/stretch-columns.js';
import type { StretchRow } from '../map/stretch-row.js';
import { openRows, type Rows } from '../rows/open-rows.js';
import type { AtlasPlace } from './atlas-source.js';
import { checkStretchRows } from './check-stretch-rows.js';
import { readFlac } from './read-sound.js';

/** A stretch of recorded speech that drives a unit. */
export interface SpeechExample
  extends Pick<StretchRow, 'recording' | 'file' | 'from' | 'seconds' | 'said' | 'transcript' | 'gain'> {
  /** Which one it is of those that the map's folder holds: what `speech` asks for. */
  readonly stretch: number;
  /** What the unit scores on it: its mean activation. */
  readonly score: number;
}

/** Reads the examples of a map. */
export interface ExampleReader {
  /** Of the unit in a row of the map, the strongest first. */
  examples(row: number): Promise<readonly SpeechExample[]>;
  /** The FLAC file of a stretch, whose hash is checked. */
  speech(stretch: number): Promise<Uint8Array>;
}

/** 1,024 rows, whose texts are as long as may be. */
const MAX_SPEECH_BYTES = 2 ** 24;

/**
 * Reads examples when they are asked for: which stretches they are from the bytes of the map, what is known of these by one request.
 * @param map its bytes, and the hash that `speech.parquet` must have.
 */
export function exampleReader(
  at: AtlasPlace,
  { bytes, speech }: { readonly bytes: Uint8Array; readonly speech: string },
): ExampleReader {
  const source = at.say(SPEECH);
  let tops: Promise<Rows<ExampleRow>> | undefined;
  let stretches: Promise<readonly StretchRow[]> | undefined;
  const readStretches = async (): Promise<readonly StretchRow[]> => {
    const table = await at.whole(SPEECH, MAX_SPEECH_BYTES);
    if ((await sha256(table)) !== speech) {
      throw new InputError(`${show(source)} is not the speech of this map; make the map anew`);
    }
    const file = await openRows({ file: inMemory(table), source }, STRETCH_COLUMNS);
    if (!(file.count <= MAX_STRETCHES)) {
      throw new InputError(
        `${show(source)} has ${file.count} stretches of speech, more than ${MAX_STRETCHES}; make the map anew`,
      );
    }
    const rows = (await file.read()) as StretchRow[];
    checkStretchRows(rows, source);
    return rows;
  };
  const known = () => {
    stretches ??= readStretches();
    stretches.catch(() => {
      stretches = undefined; // the next one tries again
    });
    return stretches;
  };
  return {
    async examples(row) {
      tops ??= openRows({ file: inMemory(bytes), source: at.say(MAP) }, EXAMPLE_COLUMNS);
      const [found] = (await (await tops).read({ rowStart: row, rowEnd: row + 1 })) as ExampleRow[];
      const rows = await known();
      const { examples, exampleScores } = found!;
      const isOwn = (stretch: unknown) => Number.isInteger(stretch) && rows[stretch as number] !== undefined;
      const isWhole = examples.length <= MAX_EXAMPLES && examples.length === exampleScores.length;
      if (!isWhole || !examples.every(isOwn) || !exampleScores.every(Number.isFinite)) {
        throw new InputError(
          `row ${row} of ${show(at.say(MAP))} has examples that ${show(source)} lacks; make the map anew`,
        );
      }
      return examples.map((stretch, i): SpeechExample => {
        const { soundOffset, soundBytes, soundSha256, ...shown } = rows[stretch]!;
        return { ...shown, stretch, score: exampleScores[i]! };
      });
    },
    async speech(stretch) {
      const row = (await known())[stretch];
      if (!row) throw new InputError(`${show(source)} has no stretch ${show(stretch)}`);
      const flac = await readFlac(at, { ...row, soundFile: SPEECH_SOUNDS });
      if (flac) return flac;
      throw new InputError(
        `${show(at.say(SPEECH_SOUNDS))} does not hold stretch ${stretch} of the speech; make the map anew`,
      );
    },
  };
}
