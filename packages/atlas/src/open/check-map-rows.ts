import { InputError, show } from '@audiate/protocol';
import { PROPERTIES } from '../map/followed.js';
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

const isLong = (text: string | undefined): boolean => text !== undefined && text.length > MAX_LENGTH;
/** A number that was not finite when it was measured is NaN: it is not known. */
const isOutside = (value: number | undefined, least: number, most: number): boolean =>
  value !== undefined && (value < least || value > most);
const isInfinite = (value: number | undefined): boolean => isOutside(value, -Number.MAX_VALUE, Number.MAX_VALUE);

/** What is wrong with a row, if anything. Tens of thousands are looked at: nothing is made for one that is right. */
function faultOf(row: MapRow): string | undefined {
  const { layer, unit, name, label, x, y, score, naturalMax, percentile, retention, auc, seconds, sampleRate, gain } =
    row;
  if (isLong(layer) || isLong(name) || isLong(label)) {
    const [what, text] = Object.entries({ layer, name, label }).find(([, text]) => isLong(text))!;
    return `a ${what} of ${text!.length} letters, more than ${MAX_LENGTH}`;
  }
  if (layer === '' || !Number.isInteger(unit) || unit < 0) return `the unit ${show(`${layer}:${unit}`)}`;
  if (isOutside(percentile, 0, 100)) return `the percentile ${percentile}`;
  if (isOutside(auc, 0, 1)) return `the auc ${auc}`;
  for (const property of PROPERTIES) {
    if (isOutside(row[property], -1, 1)) return `the ${property} ${row[property]}`;
  }
  if (isInfinite(score)) return `the score ${score}`;
  if (isInfinite(naturalMax)) return `the natural maximum ${naturalMax}`;
  if (isInfinite(retention)) return `the retention ${retention}`;
  if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return `the place ${x}, ${y}, off the map`;
  if (!(seconds > 0 && seconds <= MAX_SECONDS)) return `a sound of ${seconds} s`;
  if (!(sampleRate > 0 && sampleRate <= 1e6)) return `the sample rate ${sampleRate}`;
  return gain > 0 && gain < Number.POSITIVE_INFINITY ? undefined : `the gain ${gain}`;
}
