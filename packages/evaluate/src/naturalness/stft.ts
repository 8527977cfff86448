import FFT from 'fft.js';

/** How {@link stftPower} cuts a sound, in samples. */
export interface StftOptions {
  /** Length of the Hann window (periodic). */
  readonly window: number;
  readonly hop: number;
  /** Length of the transform, a power of two that is at least the window; the window unless given. */
  readonly size?: number;
}

/**
 * The power of the short-time Fourier transform, one `[size / 2 + 1]` a frame: frame `t` is centred on sample `t · hop`, with
 * silence around the sound. Not scaled: |Σ w x e^(−iωn)|².
 */
export function stftPower(sound: Float32Array, { window, hop, size = window }: StftOptions): Float64Array[] {
  const fft = new FFT(size);
  const hann = Float64Array.from({ length: window }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / window));
  const input = new Float64Array(size) as unknown as number[];
  const output = fft.createComplexArray() as number[];
  const half = Math.floor(window / 2);
  return Array.from({ length: Math.floor(sound.length / hop) + 1 }, (_, frame) => {
    for (let i = 0; i < window; i++) input[i] = hann[i]! * (sound[frame * hop - half + i] ?? 0);
    fft.realTransform(output, input);
    return powers(output, size);
  });
}

/** The one-sided power of a whole sound, followed by silence up to a power of two. */
export function wholePower(sound: Float32Array): Float64Array {
  const size = 2 ** Math.max(1, Math.ceil(Math.log2(sound.length)));
  const fft = new FFT(size);
  const output = fft.createComplexArray() as number[];
  const input = new Float64Array(size);
  input.set(sound);
  fft.realTransform(output, input as unknown as number[]);
  return powers(output, size);
}

function powers(output: ArrayLike<number>, size: number): Float64Array {
  return Float64Array.from({ length: size / 2 + 1 }, (_, bin) => output[2 * bin]! ** 2 + output[2 * bin + 1]! ** 2);
}
