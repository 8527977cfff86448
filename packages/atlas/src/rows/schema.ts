import type { SchemaElement } from 'hyparquet';
import type { UnitRow } from './unit-row.js';

type ColumnType = 'text' | 'INT32' | 'INT64' | 'FLOAT' | 'DOUBLE' | 'numbers';

/** Each column: its name in the file, its type, and what it holds of a row. */
export const COLUMNS: readonly (readonly [name: string, type: ColumnType, of: keyof UnitRow, optional?: true])[] = [
  ['layer', 'text', 'layer'],
  ['unit', 'INT32', 'unit'],
  ['name', 'text', 'name', true],
  ['score', 'DOUBLE', 'score'],
  ['best_score', 'DOUBLE', 'bestScore'],
  ['best_step', 'INT32', 'bestStep'],
  ['stopped', 'text', 'stopped'],
  ['curve', 'numbers', 'curve'],
  ['retention', 'DOUBLE', 'retention', true],
  ['worst_retention', 'DOUBLE', 'worstRetention', true],
  ['slope_db_per_octave', 'DOUBLE', 'slope'],
  ['density', 'DOUBLE', 'density'],
  ['energy_below_50_hz', 'DOUBLE', 'energyBelow50Hz'],
  ['seconds', 'DOUBLE', 'seconds'],
  ['sample_rate', 'DOUBLE', 'sampleRate'],
  ['gain', 'DOUBLE', 'gain'],
  ['sound_file', 'text', 'soundFile'],
  ['sound_offset', 'INT64', 'soundOffset'],
  ['sound_bytes', 'INT32', 'soundBytes'],
  ['sound_sha256', 'text', 'soundSha256'],
  ['audio_sha256', 'text', 'audioSha256'],
  ['engine', 'text', 'engine'],
  ['engine_detail', 'text', 'engineDetail'],
  ['threads', 'INT32', 'threads'],
  ['audiate', 'text', 'audiate'],
  ['cpu', 'text', 'cpu'],
  ['item', 'INT32', 'item'],
  ['recipe', 'text', 'recipe'],
];

function elementsOf([name, type, , optional]: (typeof COLUMNS)[number]): SchemaElement[] {
  const repetition_type = optional ? 'OPTIONAL' : 'REQUIRED';
  if (type === 'text') return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }];
  if (type !== 'numbers') return [{ name, type, repetition_type }];
  // Parquet's list of three levels, as every reader knows it.
  return [
    { name, repetition_type, converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
  ];
}

/** One row a unit. */
export const SCHEMA: readonly SchemaElement[] = [
  { name: 'root', num_children: COLUMNS.length },
  ...COLUMNS.flatMap(elementsOf),
];
