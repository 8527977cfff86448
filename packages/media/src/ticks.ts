/** Where an axis is marked, and how. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/**
 * Round values in [min, max], ascending: multiples of 1, 2 or 5 times a power of ten, the finest step that gives at most
 * `most` (at least 2) of them. Labels carry the decimals that the step needs; small (step below 0.001) and large (100,000
 * and more) values are written as 5e−4. A range of no extent has one tick.
 */
export function ticks(min: number, max: number, most: number): Tick[] {
  if (!(max > min)) return [{ value: min, label: String(min) }];
  const roughExponent = Math.floor(Math.log10((max - min) / Math.max(2, most)));
  for (let exponent = roughExponent; ; exponent++) {
    for (const digit of [1, 2, 5]) {
      // 10^−n is not a float, but 10^n is: dividing keeps 3 / 10 from becoming 0.30000000000000004.
      const scale = (k: number) => (exponent < 0 ? (k * digit) / 10 ** -exponent : k * digit * 10 ** exponent);
      const tolerance = 1e-9 * (max - min);
      const first = Math.ceil((min - tolerance) / scale(1));
      const last = Math.floor((max + tolerance) / scale(1));
      if (last - first + 1 > Math.max(2, most)) continue;
      const largest = Math.max(Math.abs(min), Math.abs(max));
      return Array.from({ length: last - first + 1 }, (_, i) => {
        const value = scale(first + i) + 0;
        return { value, label: format(value, exponent, largest) };
      });
    }
  }
}

function format(value: number, exponent: number, largest: number): string {
  if (value === 0) return '0';
  const text =
    exponent >= -3 && largest < 1e5
      ? value.toFixed(Math.max(0, -exponent))
      : Number(value.toPrecision(6)).toExponential().replace('+', '');
  return text.replaceAll('-', '\u2212');
}
