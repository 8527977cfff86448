import { expect, test } from 'vitest';
import { nextPowerOfTwo, powerSpectrum } from './power-spectrum.js';

/** The definition, term by term. */
function directly(audio: Float32Array, centre: number, window: number, size: number): number[] {
  const weights = Array.from({ length: window }, (_, n) => Math.sin((Math.PI * n) / window) ** 2);
  const area = weights.reduce((a, b) => a + b);
  return Array.from({ length: size / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    for (let n = 0; n < window; n++) {
      const sample = weights[n]! * (audio[centre - Math.floor(window / 2) + n] ?? 0);
      re += sample * Math.cos((2 * Math.PI * k * n) / size);
      im -= sample * Math.sin((2 * Math.PI * k * n) / size);
    }
    return ((k === 0 || k === size / 2 ? 1 : 4) * (re ** 2 + im ** 2)) / area ** 2;
  });
}

test.each([
  [40, 64],
  [64, 64],
  [33, 128],
])('agrees with the definition: window %i, size %i', (window, size) => {
  const audio = Float32Array.from({ length: 200 }, (_, i) => Math.sin(0.3 * i) + 0.2 * Math.cos(i * i));
  const spectrumAt = powerSpectrum(audio, { window, size });
  for (const centre of [0, 7, 100, 199]) {
    const expected = directly(audio, centre, window, size);
    spectrumAt(centre).forEach((power, k) => {
      expect(power).toBeCloseTo(expected[k]!, 12);
    });
  }
});

test('a sinusoid of amplitude 1 has power 1 in its bin, a constant of 1 at 0 Hz, and the highest frequency in the last', () => {
  const options = { window: 64, size: 64 };
  const at = (f: (i: number) => number, bin: number) =>
    powerSpectrum(
      Float32Array.from({ length: 256 }, (_, i) => f(i)),
      options,
    )(128)[bin];
  expect(at((i) => Math.sin((2 * Math.PI * 10 * i) / 64 + 0.4), 10)).toBeCloseTo(1, 6);
  expect(at(() => 1, 0)).toBeCloseTo(1, 6);
  expect(at((i) => (-1) ** i, 32)).toBeCloseTo(1, 6);
});

test('nextPowerOfTwo', () => {
  expect([1, 2, 3, 400, 512, 513].map(nextPowerOfTwo)).toEqual([1, 2, 4, 512, 512, 1024]);
});
