/** A discrete Fourier transform as a product. */
export interface Transform {
  /** Numbers that are transformed. */
  readonly length: number;
  /** Numbers of the answer. */
  readonly bins: number;
  /** 1 for real numbers, 2 for complex ones. */
  readonly parts: 1 | 2;
  /** The same of the answer. */
  readonly outputs: 1 | 2;
  readonly inverse: boolean;
  /** The period of the slowest wave; `length` unless given. Where the answer is real, `length` holds half of a spectrum. */
  readonly of?: number;
}

/** The matrix of a transform, `[bins · outputs, parts, length]`, its waves times a window. */
export function fourierMatrix(
  { length, bins, parts, outputs, inverse, of = length }: Transform,
  window: readonly number[] | undefined,
): { readonly data: Float32Array; readonly numbers: number } {
  const numbers = bins * outputs;
  const data = new Float32Array(numbers * parts * length);
  const sign = inverse ? 1 : -1;
  for (let bin = 0; bin < bins; bin++) {
    for (let at = 0; at < length; at++) {
      // whole turns are taken off before they are rounded
      const angle = (2 * Math.PI * ((bin * at) % of)) / of;
      const factor = (window?.[at] ?? 1) * (inverse ? 1 / of : 1) * timesOf(at, { outputs, of });
      const [cos, sin] = [factor * Math.cos(angle), factor * sign * Math.sin(angle)];
      const place = (output: number, part: number) => ((bin * outputs + output) * parts + part) * length + at;
      data[place(0, 0)] = cos;
      if (parts === 2) data[place(0, 1)] = -sin;
      if (outputs === 2) data[place(1, 0)] = sin;
      if (outputs === 2 && parts === 2) data[place(1, 1)] = cos;
    }
  }
  return { data, numbers };
}

/** Of half a spectrum all but its ends stand for two. */
const timesOf = (at: number, { outputs, of }: { outputs: number; of: number }): number =>
  outputs === 2 || at === 0 || 2 * at === of ? 1 : 2;
