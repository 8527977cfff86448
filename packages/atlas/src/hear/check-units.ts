import { InputError, type ModelAdapter, show } from '@audiate/protocol';
import { MAX_MAP_UNITS } from '../map/map-columns.js';
import type { UnitRow } from '../rows/unit-row.js';

/** A sound of an atlas is no longer. */
const MAX_SECONDS = 600;

/** @throws InputError for units that the model lacks, sounds of no length, and for none or too many. */
export function checkUnits(units: readonly Pick<UnitRow, 'layer' | 'unit' | 'seconds'>[], model: ModelAdapter): void {
  if (units.length === 0 || units.length > MAX_MAP_UNITS) {
    throw new InputError(`an atlas of ${units.length} units has no map; 1 to ${MAX_MAP_UNITS} have one`);
  }
  for (const { layer, unit, seconds } of units) {
    const channels = Object.hasOwn(model.layers, layer) ? model.layers[layer]!.channels : 0;
    const isOwn = Number.isInteger(unit) && unit >= 0 && unit < channels;
    if (isOwn && seconds > 0 && seconds <= MAX_SECONDS) continue;
    const what = isOwn ? `a sound of ${seconds} s for` : 'a unit that the model lacks,';
    throw new InputError(`the index has ${what} ${show(`${layer}:${unit}`)}; merge the plan again`);
  }
}
