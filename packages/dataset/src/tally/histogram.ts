/**
 * A quantile sketch of every unit of a layer: counts in buckets that are 1/16 of an octave wide, read off the bits of the
 * float32, as DDSketch with linear interpolation has them (Masson, Rim and Lee, DDSketch, 2019). A quantile is a value of
 * the right rank to 1/32 of itself, 3.1 %; values within ±2^−16 of zero count as zero. Counts are whole numbers, so that any
 * order and any split give the same sketch: t-digest and KLL, which are smaller, do not.
 */
export interface Histogram {
  /** Counts a float32 by its bits. */
  add(unit: number, bits: number): void;
  /** Adds to a bucket, as {@link Histogram.buckets} names it. */
  addBucket(unit: number, bucket: number, count: number): void;
  addHistogram(other: Histogram): void;
  /** What is not empty, in ascending order of the values. */
  buckets(unit: number): Buckets;
}

/** The buckets of one unit: 0 holds the zeros, ±b the values of magnitude {@link bucketRange}(b). */
export interface Buckets {
  readonly bucket: Int32Array;
  readonly count: Float64Array;
}

/** Buckets of an octave. */
const PER_OCTAVE = 16;
const MANTISSA_BITS = 23;
const SHIFT = MANTISSA_BITS - Math.log2(PER_OCTAVE);
/** float32's exponent of 2^−16; smaller magnitudes count as zero. */
const LEAST = 127 - 16;
const OCTAVES = 256;
const SIGN = OCTAVES;
/** The last bucket of either sign. */
export const MAX_BUCKET = (OCTAVES - 1 - LEAST) * PER_OCTAVE;

export function histogram(units: number): Histogram {
  /** By sign and exponent: `[unit, bucket of the octave]`; made when it is reached. */
  const pages: (Float64Array | undefined)[] = new Array(2 * OCTAVES).fill(undefined);
  const zeros = new Float64Array(units);
  const page = (octave: number): Float64Array => {
    const made = pages[octave] ?? new Float64Array(units * PER_OCTAVE);
    pages[octave] = made;
    return made;
  };
  const addBucket = (unit: number, bucket: number, count: number) => {
    if (bucket === 0) {
      zeros[unit]! += count;
      return;
    }
    const place = Math.abs(bucket) - 1;
    const octave = LEAST + Math.floor(place / PER_OCTAVE) + (bucket < 0 ? SIGN : 0);
    page(octave)[unit * PER_OCTAVE + (place % PER_OCTAVE)]! += count;
  };
  return {
    add(unit, bits) {
      const octave = bits >>> MANTISSA_BITS;
      if ((octave & (OCTAVES - 1)) < LEAST) zeros[unit]!++;
      else (pages[octave] ?? page(octave))[unit * PER_OCTAVE + ((bits >>> SHIFT) & (PER_OCTAVE - 1))]!++;
    },
    addBucket,
    addHistogram(other) {
      for (let unit = 0; unit < units; unit++) {
        const { bucket, count } = other.buckets(unit);
        for (const [i, name] of bucket.entries()) addBucket(unit, name, count[i]!);
      }
    },
    buckets(unit) {
      const bucket: number[] = [];
      const count: number[] = [];
      const keep = (name: number, found: number) => {
        if (found === 0) return;
        bucket.push(name);
        count.push(found);
      };
      const each = (sign: 1 | -1, place: number) => {
        const octave = LEAST + Math.floor(place / PER_OCTAVE) + (sign < 0 ? SIGN : 0);
        const counts = pages[octave];
        if (counts) keep(sign * (place + 1), counts[unit * PER_OCTAVE + (place % PER_OCTAVE)]!);
      };
      for (let place = MAX_BUCKET - 1; place >= 0; place--) each(-1, place);
      keep(0, zeros[unit]!);
      for (let place = 0; place < MAX_BUCKET; place++) each(1, place);
      return { bucket: Int32Array.from(bucket), count: Float64Array.from(count) };
    },
  };
}

/** The magnitudes that a bucket other than 0 holds: from the first to below the second. */
export function bucketRange(bucket: number): readonly [from: number, to: number] {
  const place = Math.abs(bucket) - 1;
  const octave = 2 ** (Math.floor(place / PER_OCTAVE) + LEAST - 127);
  const step = octave / PER_OCTAVE;
  const from = octave + (place % PER_OCTAVE) * step;
  return [from, from + step];
}
