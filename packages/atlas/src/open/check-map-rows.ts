import { InputError, show } from '@audiate/protocol';
import type { MapRow } from '../map/map-row.js';
import { checkPlace } from './read-sound.js';

/** No name of a layer, a unit or a label is longer. */
const MAX_LENGTH = 200;
/** An hour. */
const MAX_SECONDS = 3600;

/** @throws InputError for the first row that no map has: a long name, a place off the map, a number out of its bounds. */
export function checkMapRows(rows: readonly MapRow[], source: string): void {
  for (const [i, row] of rows.entries()) {
    const wrong = faultOf(row);
    if (wrong) throw new InputError(`row ${i} of ${show(source)} has ${wrong}; make the map anew`);
    checkPlace(row);
  }
}

/** What is wrong with a row, if anything. A number that was not finite when it was measured is NaN: it is not known. */
function faultOf(row: MapRow): string | undefined {
  const texts = { layer: row.layer, name: row.name, label: row.label };
  const long = Object.entries(texts).find(([, text]) => (text?.length ?? 0) > MAX_LENGTH);
  if (long) return `a ${long[0]} of ${long[1]!.length} letters, more than ${MAX_LENGTH}`;
  if (row.layer === '' || !Number.isInteger(row.unit) || row.unit < 0)
    return `the unit ${show(`${row.layer}:${row.unit}`)}`;
  const { x, y, score, naturalMax, percentile, retention, auc, seconds, sampleRate, gain } = row;
  const bounded: readonly [string, number | undefined, number, number][] = [
    ['percentile', percentile, 0, 100],
    ['auc', auc, 0, 1],
    ['score', score, -Number.MAX_VALUE, Number.MAX_VALUE],
    ['natural maximum', naturalMax, -Number.MAX_VALUE, Number.MAX_VALUE],
    ['retention', retention, -Number.MAX_VALUE, Number.MAX_VALUE],
  ];
  for (const [name, value, least, most] of bounded) {
    if (value !== undefined && !Number.isNaN(value) && !(value >= least && value <= most))
      return `the ${name} ${value}`;
  }
  if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return `the place ${x}, ${y}, off the map`;
  if (!(seconds > 0 && seconds <= MAX_SECONDS)) return `a sound of ${seconds} s`;
  if (!(sampleRate > 0 && sampleRate <= 1e6)) return `the sample rate ${sampleRate}`;
  return gain > 0 && gain < Number.POSITIVE_INFINITY ? undefined : `the gain ${gain}`;
}
