/** Points of the unit square in cells, so that those near a place are found at once. */
export interface Grid {
  /** All points, cell by cell: drawn in this order, one stays in the processor's cache beside the next. */
  readonly points: Uint32Array;
  /** The nearest point within `reach`; -1 where there is none. */
  nearest(place: { readonly x: number; readonly y: number }, reach: number): number;
  /** The `count` nearest points, the nearest first, within `reach`. */
  near(place: { readonly x: number; readonly y: number }, reach: number, count: number): number[];
}

const CELLS = 256;

/** Puts points into cells. @param x and @param y within 0 and 1. */
export function gridOf(x: Float32Array, y: Float32Array): Grid {
  const cell = (value: number) => Math.min(CELLS - 1, Math.max(0, Math.floor(value * CELLS)));
  const starts = new Uint32Array(CELLS * CELLS + 1);
  const cellOf = (i: number) => cell(y[i]!) * CELLS + cell(x[i]!);
  for (let i = 0; i < x.length; i++) starts[cellOf(i) + 1]!++;
  for (let i = 0; i < CELLS * CELLS; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const points = new Uint32Array(x.length);
  for (let i = 0; i < x.length; i++) points[next[cellOf(i)]!++] = i;

  const within = (place: { x: number; y: number }, reach: number, see: (i: number, squared: number) => void) => {
    const [left, right] = [cell(place.x - reach), cell(place.x + reach)];
    for (let row = cell(place.y - reach); row <= cell(place.y + reach); row++) {
      const end = starts[row * CELLS + right + 1]!;
      for (let at = starts[row * CELLS + left]!; at < end; at++) {
        const i = points[at]!;
        const squared = (x[i]! - place.x) ** 2 + (y[i]! - place.y) ** 2;
        if (squared <= reach * reach) see(i, squared);
      }
    }
  };
  return {
    points,
    nearest(place, reach) {
      let [found, least] = [-1, Number.POSITIVE_INFINITY];
      within(place, reach, (i, squared) => {
        if (squared < least) [found, least] = [i, squared];
      });
      return found;
    },
    near(place, reach, count) {
      const found: { i: number; squared: number }[] = [];
      within(place, reach, (i, squared) => found.push({ i, squared }));
      return found
        .sort((a, b) => a.squared - b.squared)
        .slice(0, count)
        .map(({ i }) => i);
    },
  };
}
