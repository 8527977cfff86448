/** The highest frequency of the last filter, whatever the sample rate, as WhisperFeatureExtractor has it. */
const MAX_HZ = 8000;

/** Slaney's scale: linear below 1,000 Hz, 200/3 Hz a mel, logarithmic above, 27 mel for a factor of 6.4. */
const LINEAR_HZ = 200 / 3;
const BEND_HZ = 1000;
const BEND_MEL = BEND_HZ / LINEAR_HZ;
const LOG_STEP = Math.log(6.4) / 27;

const toMel = (hz: number): number => (hz < BEND_HZ ? hz / LINEAR_HZ : BEND_MEL + Math.log(hz / BEND_HZ) / LOG_STEP);
const toHz = (mel: number): number =>
  mel < BEND_MEL ? mel * LINEAR_HZ : BEND_HZ * Math.exp((mel - BEND_MEL) * LOG_STEP);

/**
 * Triangular filters on Slaney's mel scale from 0 to 8,000 Hz, each of unit area (Slaney 1998; librosa's
 * `filters.mel(norm="slaney")`, transformers' `mel_filter_bank`): `[bins][fft / 2 + 1]`. A filter that is narrower than the
 * spectrum's step can be all zero, as in transformers.
 */
export function melFilters(bins: number, fft: number, sampleRate: number): Float64Array[] {
  const most = toMel(MAX_HZ);
  const edges = Array.from({ length: bins + 2 }, (_, i) => toHz((most * i) / (bins + 1)));
  const step = sampleRate / 2 / (fft / 2);
  return Array.from({ length: bins }, (_, bin) => {
    const [low, centre, high] = edges.slice(bin, bin + 3) as [number, number, number];
    const height = 2 / (high - low);
    return Float64Array.from({ length: fft / 2 + 1 }, (_, k) => {
      const hz = k * step;
      return height * Math.max(0, Math.min((hz - low) / (centre - low), (high - hz) / (high - centre)));
    });
  });
}
