import FFT from 'fft.js';

/** How {@link powerSpectrum} looks at the audio, in samples. */
export interface PowerSpectrumOptions {
  /** Length of the Hann window. */
  readonly window: number;
  /** Length of the transform: a power of two, at least `window`; the rest is zeros. */
  readonly size: number;
}

/**
 * A function that gives the one-sided power spectrum, `[size / 2 + 1]`, of a periodic Hann window centred on a sample;
 * there is silence outside the audio. Power 1 is a sinusoid of amplitude 1 on a bin, and a constant of 1 at 0 Hz.
 * The array is the same one every time.
 */
export function powerSpectrum(audio: Float32Array, options: PowerSpectrumOptions): (centre: number) => Float64Array {
  const { window, size } = options;
  const fft = new FFT(size);
  const hann = Float64Array.from({ length: window }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / window));
  const area = hann.reduce((sum, weight) => sum + weight, 0);
  const input = new Float64Array(size);
  const output = new Float64Array(2 * size);
  const power = new Float64Array(size / 2 + 1);
  const half = Math.floor(window / 2);
  return (centre) => {
    for (let i = 0; i < window; i++) input[i] = hann[i]! * (audio[centre - half + i] ?? 0);
    fft.realTransform(output, input);
    for (let bin = 0; bin < power.length; bin++) {
      // A sinusoid shares its amplitude between two bins, ±f, which are one at 0 Hz and at half the sample rate.
      const amplitude = (bin === 0 || bin === size / 2 ? 1 : 2) / area;
      power[bin] = amplitude ** 2 * (output[2 * bin]! ** 2 + output[2 * bin + 1]! ** 2);
    }
    return power;
  };
}

/** Smallest power of two that is at least `length`. */
export function nextPowerOfTwo(length: number): number {
  return 2 ** Math.ceil(Math.log2(length));
}

/** Length of the analysis window unless given: 25 ms, the usual one for speech, in samples. */
export function defaultWindow(sampleRate: number): number {
  return Math.max(2, Math.round(0.025 * sampleRate));
}
