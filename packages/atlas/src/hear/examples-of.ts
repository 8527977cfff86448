import type { SpeechWindow } from '@audiate/evaluate';
import { sha256 } from '@audiate/media';
import { type ExampleRow, SPEECH, SPEECH_SOUNDS, STRETCH_COLUMNS } from '../map/stretch-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import { writeRows } from '../rows/write-rows.js';
import { mapInTurns } from '../umap/in-turns.js';
import type { HeardLayer } from './hear-windows.js';
import { type PackOptions, packStretches } from './pack-stretches.js';
import { topStretches } from './top-stretches.js';

/** What was heard, and how many examples a unit has at most. */
export interface ExamplesOptions extends PackOptions {
  readonly windows: readonly SpeechWindow[];
  readonly most: number;
}

/** The examples of units, and the files that hold the stretches, each once. */
export interface UnitExamples {
  /** Of each unit, in their order. */
  readonly rows: readonly ExampleRow[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** SHA-256 of `speech.parquet`, which tells the hashes of the sounds: a map and its speech are of one hearing. */
  readonly speech: string;
}

/** The stretches of speech that drive units most, those alone that some unit has as an example. */
export async function examplesOf(
  units: readonly Pick<UnitRow, 'layer' | 'unit'>[],
  heard: Readonly<Record<string, HeardLayer>>,
  { windows, most, ...pack }: ExamplesOptions,
): Promise<UnitExamples> {
  const topOf = ({ layer, unit }: (typeof units)[number]) => topStretches(heard[layer]!, unit, { windows, most });
  const tops = await mapInTurns(units, topOf, pack.signal);
  const kept = [...new Set(tops.flatMap(({ examples }) => examples))].sort((a, b) => a - b);
  const { rows, archive } = await packStretches(
    kept.map((window) => windows[window]!),
    pack,
  );
  const table = await writeRows(STRETCH_COLUMNS, rows, { format: 1 });
  const placeOf = new Map(kept.map((window, place) => [window, place]));
  return {
    rows: tops.map(({ examples, exampleScores }) => ({
      examples: examples.map((window) => placeOf.get(window)!),
      exampleScores,
    })),
    files: new Map([
      [SPEECH_SOUNDS, archive],
      [SPEECH, table],
    ]),
    speech: await sha256(table),
  };
}
