import type { Columns } from './columns.js';
import type { UnitRow } from './unit-row.js';

/** The columns of the index, and of a chunk's rows. */
export const UNIT_COLUMNS: Columns<UnitRow> = [
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
