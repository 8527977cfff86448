import type { Columns } from '../rows/columns.js';
import type { MapRow } from './map-row.js';

/** The map of a merged atlas. */
export const MAP = 'map.parquet';

/** The columns of a map. */
export const MAP_COLUMNS: Columns<MapRow> = [
  ['layer', 'text', 'layer'],
  ['unit', 'INT32', 'unit'],
  ['name', 'text', 'name', true],
  ['x', 'FLOAT', 'x'],
  ['y', 'FLOAT', 'y'],
  ['score', 'DOUBLE', 'score'],
  ['natural_max', 'DOUBLE', 'naturalMax'],
  ['percentile', 'DOUBLE', 'percentile'],
  ['retention', 'DOUBLE', 'retention', true],
  ['label', 'text', 'label', true],
  ['auc', 'DOUBLE', 'auc', true],
  ['seconds', 'DOUBLE', 'seconds'],
  ['sample_rate', 'DOUBLE', 'sampleRate'],
  ['gain', 'DOUBLE', 'gain'],
  ['sound_file', 'text', 'soundFile'],
  ['sound_offset', 'INT64', 'soundOffset'],
  ['sound_bytes', 'INT32', 'soundBytes'],
];
