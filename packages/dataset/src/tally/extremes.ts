import { compareWindows, type HeardWindow } from './window.js';

/** The highest (or lowest) moments of every unit of a layer, at most one of each window, the most extreme first. */
export interface Extremes {
  /** Offers a unit's extreme in a window; among equals the window that comes first by name stays, then the first frame. */
  offer(unit: number, value: number, at: Place): void;
  /** Offers what another has kept. */
  offerAll(other: Extremes): void;
  of(unit: number): readonly Extreme[];
}

/** Where a moment is. */
export interface Place {
  readonly window: HeardWindow;
  readonly frame: number;
}

export interface Extreme extends Place {
  readonly value: number;
}

/** @param sign 1 for the highest, −1 for the lowest. @param most how many of each unit. */
export function extremes(units: number, most: number, sign: 1 | -1): Extremes {
  /** Values times the sign, descending for each unit. */
  const values = new Float32Array(units * most).fill(Number.NEGATIVE_INFINITY);
  const frames = new Int32Array(units * most);
  const windows = new Array<HeardWindow | undefined>(units * most).fill(undefined);
  const of = (unit: number): Extreme[] => {
    const found: Extreme[] = [];
    for (let at = unit * most; at < (unit + 1) * most; at++) {
      const window = windows[at];
      if (!window) break;
      found.push({ window, frame: frames[at]!, value: values[at]! * sign });
    }
    return found;
  };
  const offer = (unit: number, value: number, { window, frame }: Place) => {
    const signed = value * sign;
    const first = unit * most;
    let at = first + most - 1;
    if (signed < values[at]!) return;
    const comesFirst = (place: number): boolean => {
      if (signed !== values[place]!) return signed > values[place]!;
      const there = windows[place];
      return !there || (compareWindows(window, there) || frame - frames[place]!) < 0;
    };
    if (!comesFirst(at)) return;
    for (; at > first && comesFirst(at - 1); at--) {
      values[at] = values[at - 1]!;
      frames[at] = frames[at - 1]!;
      windows[at] = windows[at - 1];
    }
    values[at] = signed;
    frames[at] = frame;
    windows[at] = window;
  };
  return {
    of,
    offer,
    offerAll(other) {
      for (let unit = 0; unit < units; unit++) for (const found of other.of(unit)) offer(unit, found.value, found);
    },
  };
}
