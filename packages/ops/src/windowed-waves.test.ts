import { key, normal } from '@audiate/protocol';
import FFT from 'fft.js';
import { expect, test } from 'vitest';
import { windowedWaves } from './windowed-waves.js';

const frame = normal(key(1), 12);
const window = Float64Array.from({ length: 12 }, (_, n) => 0.2 + Math.sin(n / 4) ** 2);

/** The transform of a frame as fft.js has it: real parts, then imaginary parts. */
function transformed(heard: ArrayLike<number>, fft: number): number[] {
  const [transform, padded] = [new FFT(fft), new Array<number>(fft).fill(0)];
  for (let n = 0; n < heard.length; n++) padded[n] = heard[n]! * window[n]!;
  const out = transform.createComplexArray();
  transform.realTransform(out, padded);
  const part = (at: number) => Array.from({ length: fft / 2 + 1 }, (_, bin) => out[2 * bin + at]!);
  return [...part(0), ...part(1)];
}

const product = (waves: Float32Array) =>
  Array.from({ length: waves.length / 12 }, (_, row) => frame.reduce((sum, x, n) => sum + x * waves[12 * row + n]!, 0));

test('they make the Fourier transform of a windowed frame, which zeros follow', () => {
  const spectrum = product(windowedWaves({ window, fft: 16 }));
  expect(spectrum).toHaveLength(18);
  for (const [i, value] of transformed(frame, 16).entries()) expect(spectrum[i]).toBeCloseTo(value, 5);
});

test('a map ahead of the window is in the weights', () => {
  // The mean is taken away: its transpose is itself.
  const centred = (row: Float64Array) => row.map((x) => x - row.reduce((sum, y) => sum + y, 0) / row.length);
  const spectrum = product(windowedWaves({ window, fft: 16, through: centred }));
  for (const [i, value] of transformed(centred(Float64Array.from(frame)), 16).entries()) {
    expect(spectrum[i]).toBeCloseTo(value, 5);
  }
});
