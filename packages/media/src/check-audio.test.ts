import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { checkAudio, checkSampleRate } from './check-audio.js';

test('names the first sample that is not finite', () => {
  expect(() => checkAudio(Float32Array.of(0, Number.NaN, 1))).toThrow('sample 1 of 3 is NaN');
  expect(() => checkAudio(Float32Array.of(Number.NEGATIVE_INFINITY))).toThrow('sample 0 of 1 is -Infinity');
});

test('refuses empty audio and other arrays', () => {
  expect(() => checkAudio(new Float32Array(0))).toThrow('at least 1 sample');
  expect(() => checkAudio([0, 1] as unknown as Float32Array)).toThrow('got an array of 2');
});

test('takes sample rates in whole Hz', () => {
  expect(checkSampleRate(16_000)).toBe(16_000);
  for (const wrong of [0, -1, 16_000.5, Number.NaN, 1e7, '16000']) {
    expect(() => checkSampleRate(wrong as number), String(wrong)).toThrow(InputError);
  }
});
