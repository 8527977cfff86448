import { InputError } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { checkPrior, type PriorOptions, priorAmplitudes } from './prior.js';
import { speechSpectrum } from './speech-spectrum.js';

/** The prior's amplitude at a frequency that lies on the grid of 8,193 bins. */
function at(hz: number, sampleRate: number, options: PriorOptions): number {
  const bins = 8193;
  const bin = (hz * 2 * (bins - 1)) / sampleRate;
  const amplitudes = priorAmplitudes(checkPrior(options), bins, sampleRate);
  const left = Math.floor(bin);
  return amplitudes[left]! + (bin - left) * (amplitudes[Math.min(bins - 1, left + 1)]! - amplitudes[left]!);
}

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test('speech has its amplitude at its frequency, and none below 60 Hz', () => {
    for (const hz of [100, 250, 500, 1000, 3500]) expect(at(hz, sampleRate, {})).toBeCloseTo(speechSpectrum(hz), 3);
    expect(at(55, sampleRate, {})).toBe(0);
    expect(at(55, sampleRate, { floorHz: 0 })).toBeCloseTo(speechSpectrum(55), 3);
    expect(at(90, sampleRate, { floorHz: 100 })).toBe(0);
  });

  test('pink falls as f^−decay', () => {
    for (const decay of [0, 0.5, 1, 2]) {
      const ratio = at(2000, sampleRate, { prior: 'pink', decay }) / at(500, sampleRate, { prior: 'pink', decay });
      expect(ratio).toBeCloseTo(4 ** -decay, 4);
    }
    expect(at(2000, sampleRate, { prior: 'pink' }) / at(500, sampleRate, { prior: 'pink' })).toBeCloseTo(0.25, 4);
  });

  test('flat is flat from 0 Hz, or from the floor', () => {
    expect(at(0, sampleRate, { prior: 'flat' })).toBe(1);
    expect(at(sampleRate / 2, sampleRate, { prior: 'flat' })).toBe(1);
    expect(at(290, sampleRate, { prior: 'flat', floorHz: 300 })).toBe(0);
  });

  test('amplitudes are interpolated from 0 Hz to the Nyquist frequency', () => {
    const prior = Float32Array.of(0, 1, 4);
    expect(at(0, sampleRate, { prior })).toBe(0);
    expect(at(sampleRate / 8, sampleRate, { prior })).toBeCloseTo(0.5, 6);
    expect(at(sampleRate / 4, sampleRate, { prior })).toBeCloseTo(1, 6);
    expect(at((3 * sampleRate) / 8, sampleRate, { prior })).toBeCloseTo(2.5, 6);
    expect(at(sampleRate / 2, sampleRate, { prior })).toBe(4);
  });
});

test('the amplitudes are copied', () => {
  const prior = Float32Array.of(1, 2);
  const checked = checkPrior({ prior });
  prior.fill(0);
  expect(checked.prior).toEqual(Float32Array.of(1, 2));
});

test.each<[PriorOptions, RegExp]>([
  [{ prior: 'brown' as 'pink' }, /unknown spectrum prior "brown"; choose from speech, flat, pink/],
  [{ prior: 'flat', decay: 1 }, /decay has no meaning for a prior 'flat', got 1; .*speech, pink/],
  [{ prior: Float32Array.of(1, 1), decay: 1 }, /decay has no meaning for a prior given as amplitudes/],
  [{ decay: -1 }, /decay must be .* got -1/],
  [{ floorHz: -5 }, /floorHz must be .* got -5/],
  [{ prior: 'pink', floorHz: 0 }, /floorHz must be above 0 with the prior pink/],
  [{ prior: Float32Array.of(1) }, /length of the prior must be .*at least 2, got 1/],
  [{ prior: Float32Array.of(1, -2) }, /amplitude 1 of the prior .*got -2/],
  [{ prior: Float32Array.of(1, Number.NaN) }, /amplitude 1 of the prior .*got NaN/],
  [{ prior: Float32Array.of(0, 0) }, /the prior is 0 everywhere/],
])('refuses %o', (options, message) => {
  expect(() => checkPrior(options)).toThrow(InputError);
  expect(() => checkPrior(options)).toThrow(message);
});

test('refuses a floor at the Nyquist frequency, and a prior that the length cannot show', () => {
  expect(() => priorAmplitudes(checkPrior({ floorHz: 4000 }), 65, 8000)).toThrow(
    /floorHz must be .*below 4000, got 4000/,
  );
  const narrow = new Float32Array(1001);
  narrow[333] = 1;
  expect(() => priorAmplitudes(checkPrior({ prior: narrow }), 3, 8000)).toThrow(/0 at all 3 frequencies/);
});
