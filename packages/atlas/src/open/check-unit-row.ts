import { InputError, show } from '@audiate/protocol';
import type { UnitRow } from '../rows/unit-row.js';

/** The most steps of a render. */
const MAX_CURVE = 1_000_000;
/** A recipe of a batch takes some kilobytes; all other texts are names, versions and hashes. */
const MAX_RECIPE = 2 ** 20;
const MAX_LENGTH = 1000;

/** @throws InputError for a row that no index has: a text or a curve that is too long, a curve of other than numbers, no count. */
export function checkUnitRow(row: UnitRow | undefined, source: string): asserts row is UnitRow {
  const wrong = row ? faultOf(row) : 'fewer rows than it says';
  if (wrong) throw new InputError(`the index ${show(source)} has ${wrong}; merge the plan again`);
}

function faultOf(row: UnitRow): string | undefined {
  for (const [name, value] of Object.entries(row)) {
    const most = name === 'recipe' ? MAX_RECIPE : MAX_LENGTH;
    if (typeof value === 'string' && value.length > most) {
      return `${value.length} letters for ${name}, more than ${most}`;
    }
  }
  const { curve, bestStep, item } = row;
  if (curve.length > MAX_CURVE) return `a curve of ${curve.length} numbers, more than ${MAX_CURVE}`;
  const other = curve.findIndex((value) => typeof value !== 'number');
  if (other >= 0) return `a curve that holds ${show(curve[other])}`;
  if (!(bestStep >= 0)) return `the best step ${bestStep}`;
  return item >= 0 ? undefined : `the item ${item}`;
}
