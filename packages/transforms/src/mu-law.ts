/** Full scale of the 14-bit samples that G.711 encodes. */
const FULL_SCALE = 8192;
/** Lifts the magnitudes so that each segment begins at a power of two. */
const BIAS = 33;
/** The largest biased magnitude; louder is clipped. */
const CLIP = 8192 - 1;

/**
 * A sample after µ-law coding to 8 bits and back, linear amplitude (ITU-T G.711, table 2: 8 segments of 16 steps, each
 * segment's twice as wide as those of the one before). Full scale is ±1; beyond ±8159/8192 the value is ±8031/8192.
 */
export function muLaw(sample: number): number {
  const biased = Math.min(CLIP, Math.floor(Math.abs(sample) * FULL_SCALE) + BIAS);
  const segment = 26 - Math.clz32(biased);
  const step = Math.floor(biased / 2 ** (segment + 1)) - 16;
  const magnitude = (2 * step + BIAS) * 2 ** segment - BIAS;
  return magnitude === 0 ? 0 : (Math.sign(sample) * magnitude) / FULL_SCALE;
}
