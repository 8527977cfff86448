import type { SavedSound } from '@audiate/core';
import { InputError, isList, show } from '@audiate/protocol';
import { parquetWriteBuffer } from 'hyparquet-writer';

/** Sounds of one folder, or of several by the names of their folders. */
type Sounds = readonly SavedSound[] | Readonly<Record<string, readonly SavedSound[]>>;

/** A sound and the name of its folder. */
interface Row {
  readonly folder: string;
  readonly sound: SavedSound;
}

type Column = readonly [name: string, type: 'STRING' | 'DOUBLE' | 'INT32' | 'INT64', value: (row: Row) => unknown];

const COLUMNS: readonly Column[] = [
  ['folder', 'STRING', ({ folder }: Row) => folder],
  ['name', 'STRING', ({ sound }: Row) => sound.name],
  ['target', 'STRING', ({ sound }: Row) => sound.target],
  ['score', 'DOUBLE', ({ sound }: Row) => finite(sound.score)],
  ['best_score', 'DOUBLE', ({ sound }: Row) => finite(sound.best?.score)],
  ['best_step', 'INT32', ({ sound }: Row) => sound.best?.step ?? null],
  ['stopped', 'STRING', ({ sound }: Row) => sound.stopped ?? null],
  ['seed', 'INT64', ({ sound }: Row) => BigInt(sound.recipe.seed)],
  ['item', 'INT32', ({ sound }: Row) => sound.item],
  ['steps', 'INT32', ({ sound }: Row) => sound.recipe.steps],
  ['seconds', 'DOUBLE', ({ sound }: Row) => sound.recipe.samples / sound.sampleRate],
  ['sample_rate', 'DOUBLE', ({ sound }: Row) => sound.sampleRate],
  ['model', 'STRING', ({ sound }: Row) => sound.recipe.model.name],
  ['fingerprint', 'STRING', ({ sound }: Row) => sound.recipe.model.fingerprint],
  ['param', 'STRING', ({ sound }: Row) => JSON.stringify(sound.recipe.param)],
  ['transforms', 'STRING', ({ sound }: Row) => JSON.stringify(sound.recipe.transforms)],
  ['optimizer', 'STRING', ({ sound }: Row) => JSON.stringify(sound.recipe.optimizer)],
  ['engine', 'STRING', ({ sound }: Row) => sound.recipe.environment.engine],
];

/**
 * What sounds were made for and what they scored, as a Parquet file for other programs: a row for each sound of `savedSounds`, with its
 * target, score, seed, length, and the settings of its recipe, parts as JSON. What is not known is null. `folder` and `name` tell
 * where its files lie.
 * @param sounds of one folder, called '' then, or of several by name.
 * @throws InputError for no sound.
 */
export function sweepTable(sounds: Sounds): Uint8Array {
  if (typeof sounds !== 'object' || sounds === null) {
    throw new InputError(`sweepTable takes sounds of savedSounds, or such lists by name, got ${show(sounds)}`);
  }
  const lists = isList(sounds) ? { '': sounds as readonly SavedSound[] } : sounds;
  const rows = Object.entries(lists).flatMap(([folder, own]) => own.map((sound): Row => ({ folder, sound })));
  if (rows.length === 0) throw new InputError('sweepTable needs at least one sound, got none');
  const columnData = COLUMNS.map(([name, type, value]) => ({
    name,
    type,
    data: rows.map(value),
    nullable: true,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'audiate' }));
}

const finite = (value: number | undefined): number | null => (Number.isFinite(value) ? value! : null);
