/** How the waves of a Fourier transform of windowed frames are worked out. */
export interface WindowedWavesOptions {
  /** What a frame is multiplied by, sample by sample; as many as a frame has, at most `fft`. */
  readonly window: ArrayLike<number>;
  /** Length of the Fourier transform, even; a shorter frame is followed by zeros. */
  readonly fft: number;
  /**
   * For a frame that goes through a linear map of its own before the window: turns the weights of the map's output into those of the
   * frame itself (the map's transpose). None unless given.
   */
  readonly through?: (row: Float64Array) => Float64Array;
}

/**
 * The windowed cosines, then minus sines, of the bins from 0 to the Nyquist frequency: `[2 (fft / 2 + 1), taps]` for a window of `taps`
 * samples. A convolution with them gives the real parts, then the imaginary parts of the Fourier transform of each frame.
 */
export function windowedWaves({ window, fft, through = (row) => row }: WindowedWavesOptions): Float32Array {
  const taps = window.length;
  const bins = fft / 2 + 1;
  const waves = new Float32Array(2 * bins * taps);
  const heights = Float64Array.from(window);
  for (let bin = 0; bin < bins; bin++) {
    // What is left of whole turns keeps the phase exact.
    const phase = (n: number) => (2 * Math.PI * ((bin * n) % fft)) / fft;
    waves.set(through(heights.map((height, n) => height * Math.cos(phase(n)))), bin * taps);
    waves.set(through(heights.map((height, n) => -height * Math.sin(phase(n)))), (bins + bin) * taps);
  }
  return waves;
}
