import { stftPower } from './stft.js';

/** How {@link logMel} looks at speech: 40 bands from 60 Hz up, windows of 25 ms, 10 ms apart. */
const BANDS = 40;
const LOWEST_HZ = 60;
const WINDOW_SECONDS = 0.025;
const HOP_SECONDS = 0.01;

/** Slaney's mel scale: linear below 1 kHz, then 27 steps for a factor of 6.4 (Auditory Toolbox; librosa's default). */
const LINEAR_HZ = 200 / 3;
const BREAK_HZ = 1000;
const LOG_STEP = Math.log(6.4) / 27;

function melOf(hz: number): number {
  return hz < BREAK_HZ ? hz / LINEAR_HZ : BREAK_HZ / LINEAR_HZ + Math.log(hz / BREAK_HZ) / LOG_STEP;
}

function hzOf(mel: number): number {
  const above = mel - BREAK_HZ / LINEAR_HZ;
  return above < 0 ? mel * LINEAR_HZ : BREAK_HZ * Math.exp(LOG_STEP * above);
}

/** Triangular filters of equal area over the bins of a transform, `[bands][size / 2 + 1]`, as librosa's `filters.mel`. */
export function melFilters(sampleRate: number, size: number, bands = BANDS): Float64Array[] {
  const [low, high] = [melOf(Math.min(LOWEST_HZ, sampleRate / 8)), melOf(sampleRate / 2)];
  const edges = Array.from({ length: bands + 2 }, (_, i) => hzOf(low + ((high - low) * i) / (bands + 1)));
  return Array.from({ length: bands }, (_, band) => {
    const [from, centre, to] = edges.slice(band, band + 3) as [number, number, number];
    return Float64Array.from({ length: size / 2 + 1 }, (_, bin) => {
      const hz = (bin * sampleRate) / size;
      const height = Math.max(0, Math.min((hz - from) / (centre - from), (to - hz) / (to - centre)));
      return (2 * height) / (to - from);
    });
  });
}

/**
 * The log-mel spectrogram of a sound in dB, `[frames][bands]`: windows of 25 ms (Hann), 10 ms apart, 40 bands from 60 Hz to the
 * Nyquist frequency on Slaney's scale.
 */
export function logMel(sound: Float32Array, sampleRate: number): Float64Array[] {
  const window = Math.round(WINDOW_SECONDS * sampleRate);
  const size = 2 ** Math.ceil(Math.log2(window));
  const filters = melFilters(sampleRate, size).map((filter) => {
    const first = Math.max(
      0,
      filter.findIndex((weight) => weight > 0),
    );
    return { first, weights: filter.subarray(first, filter.findLastIndex((weight) => weight > 0) + 1) };
  });
  return stftPower(sound, { window, hop: Math.round(HOP_SECONDS * sampleRate), size }).map((power) =>
    Float64Array.from(filters, ({ first, weights }) => {
      let sum = 0;
      for (const [i, weight] of weights.entries()) sum += weight * power[first + i]!;
      return 10 * Math.log10(sum);
    }),
  );
}
