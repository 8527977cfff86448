import type { Columns } from '../rows/columns.js';
import type { MapRow } from './map-row.js';

/** The map of a merged atlas. */
export const MAP = 'map.parquet';

/** The most units of a map: that of wav2vec2-large has 153,000. */
export const MAX_MAP_UNITS = 2 ** 18;

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
  ['pitch', 'DOUBLE', 'pitch', true],
  ['loudness', 'DOUBLE', 'loudness', true],
  ['voicing', 'DOUBLE', 'voicing', true],
  ['seconds', 'DOUBLE', 'seconds'],
  ['sample_rate', 'DOUBLE', 'sampleRate'],
  ['gain', 'DOUBLE', 'gain'],
  ['sound_file', 'text', 'soundFile'],
  ['sound_offset', 'INT64', 'soundOffset'],
  ['sound_bytes', 'INT32', 'soundBytes'],
];
