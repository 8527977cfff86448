import type { MapFacts, MapRow } from '@audiate/atlas/open';
import { type ShownMap, shownMap } from '../map/shown-map.js';

export const FACTS: MapFacts = {
  format: 1,
  model: { name: 'tiny', fingerprint: 'f', sampleRate: 16_000 },
  source: 'tiny',
  labels: { kind: 'tiny' },
};

/** A map of units of which only what a test is about differs. */
export function smallMap(rows: readonly Partial<MapRow>[]): ShownMap {
  return shownMap(
    FACTS,
    rows.map((row, unit) => ({
      layer: 'encoder.1',
      unit,
      name: undefined,
      x: 0.5,
      y: 0.5,
      score: 1,
      naturalMax: 1,
      percentile: 50,
      retention: undefined,
      label: undefined,
      auc: undefined,
      pitch: undefined,
      loudness: undefined,
      voicing: undefined,
      seconds: 1,
      sampleRate: 16_000,
      gain: 1,
      soundFile: 'sounds/00000.tar',
      soundOffset: 512,
      soundBytes: 100,
      ...row,
    })),
  );
}
