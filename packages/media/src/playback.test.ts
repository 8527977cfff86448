import { readFileSync } from 'node:fs';
import { InputError } from '@audiate/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { playbackCopy } from './playback.js';
import { decodeWav } from './wav/decode.js';

const sampleRate = 16_000;
const tone = (gain: number, samples = 16_384, dc = 0) =>
  Float32Array.from({ length: samples }, (_, i) => dc + gain * Math.sin((2 * Math.PI * 440 * i) / sampleRate));
const peak = (audio: Float32Array) => audio.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
const rms = (audio: Float32Array) => Math.sqrt(audio.reduce((sum, v) => sum + v * v, 0) / audio.length);

test.each([1e-30, 1e-4, 0.3, 1, 500, 1e30])('brings a tone of amplitude %d to −20 dBFS', (gain) => {
  expect(20 * Math.log10(rms(playbackCopy(tone(gain), { sampleRate })))).toBeCloseTo(-20, 4);
});

test('real speech has an RMS of −20 dBFS or a peak of −1 dBFS', () => {
  for (const name of ['001', '002', '003']) {
    const speech = decodeWav(readFileSync(`fixtures/speech/cards/${name}.wav`));
    const copy = playbackCopy(speech.channels[0]!, speech);
    const short = [20 * Math.log10(rms(copy)) + 20, 20 * Math.log10(peak(copy)) + 1];
    expect(Math.max(...short)).toBeCloseTo(0, 4);
  }
});

test('a lone click stays below −1 dBFS and is not clipped', () => {
  const click = new Float32Array(16_384);
  click[8_000] = 30;
  const copy = playbackCopy(click, { sampleRate });
  expect(20 * Math.log10(peak(copy))).toBeCloseTo(-1, 4);
  expect(rms(copy)).toBeLessThan(0.1);
});

test('fades both ends over 10 ms and leaves the shape between', () => {
  const audio = tone(0.5, 16_384, 0.7);
  const copy = playbackCopy(audio, { sampleRate });
  expect(Math.abs(copy[0]!)).toBeLessThan(1e-5);
  expect(Math.abs(copy[copy.length - 1]!)).toBeLessThan(1e-5);
  const mean = audio.reduce((sum, v) => sum + v, 0) / audio.length;
  const gain = copy[1_000]! / (audio[1_000]! - mean);
  for (let i = 160; i < copy.length - 160; i++) expect(copy[i]).toBeCloseTo(gain * (audio[i]! - mean), 6);
  expect(Math.abs(copy[150]!)).toBeLessThan(Math.abs(gain * (audio[150]! - mean)) + 1e-9);
});

test('silence and constants give silence', () => {
  for (const value of [0, 0.3, -1e20, 1e-40]) {
    expect(peak(playbackCopy(new Float32Array(5_000).fill(value), { sampleRate })), String(value)).toBe(0);
  }
});

test('any audio keeps its length and its limits, and is left as it was', () => {
  const anyAudio = fc.float32Array({ minLength: 1, maxLength: 400, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(anyAudio, (audio) => {
      const before = audio.slice();
      const copy = playbackCopy(audio, { sampleRate });
      expect(copy.length).toBe(audio.length);
      expect(peak(copy)).toBeLessThanOrEqual(10 ** (-1 / 20) + 1e-6);
      expect(rms(copy)).toBeLessThanOrEqual(0.1 + 1e-6);
      expect(copy.every(Number.isFinite)).toBe(true);
      expect(audio).toEqual(before);
    }),
  );
  expect(() => playbackCopy(Float32Array.of(Number.NaN), { sampleRate })).toThrow(InputError);
});
