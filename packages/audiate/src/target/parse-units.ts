import { InputError, show } from '@audiate/protocol';

/** More units than one command works through in a life. */
const MAX_RANGE = 65_536;

/** Units of one layer. */
export interface Units {
  readonly layer: string;
  readonly units: readonly number[];
}

/**
 * Reads `encoder.3:17`, or `encoder.3:0-31` with both ends counted.
 * @throws InputError for another form, and a range that runs backwards or holds more than 65,536 units.
 */
export function parseUnits(text: string): Units {
  const colon = text.lastIndexOf(':');
  const [layer, rest] = [text.slice(0, colon), text.slice(colon + 1)];
  const [, first, last] = (colon > 0 && rest.match(/^(\d+)(?:-(\d+))?$/)) || [];
  if (first === undefined) {
    throw new InputError(`can't read the unit of ${show(text)}; write it as encoder.3:17, or encoder.3:0-31`);
  }
  const [from, to] = [Number(first), Number(last ?? first)];
  if (to < from) throw new InputError(`the range of ${show(text)} runs backwards; write ${layer}:${to}-${from}`);
  if (to - from >= MAX_RANGE) {
    throw new InputError(`the range of ${show(text)} holds more than ${MAX_RANGE} units; split it`);
  }
  return { layer, units: Array.from({ length: to - from + 1 }, (_, i) => from + i) };
}
