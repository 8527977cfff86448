import { InputError, show } from '@audiate/protocol';
import type { AtlasPlace } from './atlas-source.js';

/** Finds the row of a unit. @throws InputError for a unit that the atlas lacks. */
export function rowsByUnit(
  at: AtlasPlace,
  rows: readonly { readonly layer: string; readonly unit: number }[],
): (layer: string, unit: number) => number {
  let places: Map<string, number> | undefined;
  return (layer, unit) => {
    places ??= new Map(rows.map((row, i) => [`${row.layer}:${row.unit}`, i]));
    const row = places.get(`${layer}:${unit}`);
    if (row !== undefined) return row;
    throw new InputError(`the atlas in ${show(at.say())} has no unit ${show(`${layer}:${unit}`)}`);
  };
}
