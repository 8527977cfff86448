/** A voice taken apart into a source and a filter, as vocoders do it, so that it can be sung again at another pitch. */
export interface Voice {
  readonly sampleRate: number;
  /** Its own pitch in Hz, by the median. */
  readonly middleHz: number;
  /** `[samples]`: fundamental frequency in Hz, also where there is no pitch: carried over. */
  readonly hz: Float64Array;
  /** `[samples]`: its phase in cycles. */
  readonly cycles: Float64Array;
  /** `[samples]`: 1 where there is a pitch, 0 where there is none. */
  readonly voiced: Float64Array;
  /** `[samples]`: what sounds beside the harmonics, where there is no pitch. */
  readonly rest: Float32Array;
  /** Amplitude of a harmonic over its frequency, a curve for every `hopSamples`; bins are `binHz` apart, the last is silent. */
  readonly envelopes: readonly Float64Array[];
  readonly hopSamples: number;
  readonly binHz: number;
}

/** Finer than formants are wide. */
export const BIN_HZ = 40;
/** Nothing of a voice is kept above. */
export const TOP_HZ = 5000;

/** Phase in cycles of a frequency that changes: its integral. */
export function cyclesOf(hz: Float64Array, sampleRate: number): Float64Array {
  const cycles = new Float64Array(hz.length);
  for (let i = 1; i < hz.length; i++) cycles[i] = cycles[i - 1]! + (hz[i - 1]! + hz[i]!) / 2 / sampleRate;
  return cycles;
}
