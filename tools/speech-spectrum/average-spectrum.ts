import FFT from 'fft.js';

/** Power at the frequencies `k · sampleRate / (2 (length − 1))`. */
export interface PowerSpectrum {
  readonly powers: Float64Array;
  readonly sampleRate: number;
}

/** 128 ms at 16 kHz: bins 7.8 Hz apart, so that the lowest third of an octave (100 Hz) has three. */
const WINDOW = 2048;

/**
 * The long-term average power spectrum of clips (Welch 1967: Hann windows, half overlapping). Every clip is brought to the
 * same RMS first, so that no loud one decides, and weighs as much as it is long.
 */
export function averageSpectrum(clips: readonly Float32Array[], sampleRate: number): PowerSpectrum {
  const fft = new FFT(WINDOW);
  const hann = Float64Array.from({ length: WINDOW }, (_, n) => Math.sin((Math.PI * (n + 0.5)) / WINDOW) ** 2);
  const powers = new Float64Array(WINDOW / 2 + 1);
  const spectrum = fft.createComplexArray();
  for (const clip of clips) {
    const meanSquare = clip.reduce((sum, v) => sum + v * v, 0) / clip.length;
    for (let from = 0; from + WINDOW <= clip.length; from += WINDOW / 2) {
      fft.realTransform(
        spectrum,
        Array.from(hann, (weight, n) => weight * clip[from + n]!),
      );
      for (let k = 0; k < powers.length; k++) {
        powers[k]! += (spectrum[2 * k]! ** 2 + spectrum[2 * k + 1]! ** 2) / meanSquare;
      }
    }
  }
  return { powers, sampleRate };
}
