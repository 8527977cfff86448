import { InputError, show } from '@audiate/protocol';

/** More units than one command works through in a life. */
const MAX_UNITS = 65_536;

/** Units of one layer. */
export interface Units {
  readonly layer: string;
  readonly units: readonly number[];
}

/**
 * Reads `encoder.3:17`, `encoder.3:0-31` with both ends counted, and lists of both between commas. Each unit counts once.
 * @throws InputError for another form, and a range that runs backwards or more than 65,536 units.
 */
export function parseUnits(text: string): Units {
  const colon = text.lastIndexOf(':');
  const [layer, rest] = [text.slice(0, colon), text.slice(colon + 1)];
  const units = new Set<number>();
  for (const piece of colon > 0 ? rest.split(',') : ['']) {
    const [, first, last] = piece.match(/^(\d+)(?:-(\d+))?$/) ?? [];
    if (first === undefined) {
      throw new InputError(
        `can't read the unit of ${show(text)}; write it as encoder.3:17, encoder.3:0-31 or encoder.3:1,5,9`,
      );
    }
    const [from, to] = [Number(first), Number(last ?? first)];
    if (to < from) throw new InputError(`the range of ${show(text)} runs backwards; write ${layer}:${to}-${from}`);
    if (to - from >= MAX_UNITS - units.size) {
      throw new InputError(`${show(text)} holds more than ${MAX_UNITS} units; split it`);
    }
    for (let unit = from; unit <= to; unit++) units.add(unit);
  }
  return { layer, units: [...units] };
}
