import { key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { type SpectrumOptions, spectrum } from './spectrum.js';
import { speechSpectrum } from './speech-spectrum.js';

const rms = (x: Float32Array) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
const db = (power: number) => 10 * Math.log10(power);

function bindAt(sampleRate: number, samples: number, options: SpectrumOptions = {}, batch = 1) {
  const bound = spectrum(options).bind({ model: toyModel({ sampleRate }), samples, batch });
  const decode = (data: Float32Array) =>
    tf.tidy(() =>
      Float32Array.from(
        bound.decode({ coefficients: tf.tensor(data, [batch, 2, data.length / 2 / batch]) }).dataSync(),
      ),
    );
  return { start: (seed = 1) => bound.init(key(seed)).coefficients!, decode };
}

/** Power of the audio at a frequency, by correlation with both phases (Hann window, so that any frequency may be asked). */
function powerAt(audio: Float32Array, hz: number, sampleRate: number): number {
  let [re, im] = [0, 0];
  audio.forEach((sample, n) => {
    const weight = (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / audio.length)) * sample;
    re += weight * Math.cos((2 * Math.PI * hz * n) / sampleRate);
    im += weight * Math.sin((2 * Math.PI * hz * n) / sampleRate);
  });
  return re * re + im * im;
}

/** Mean power density around a frequency, ± a sixth of an octave, over several starts. */
function density(hz: number, sampleRate: number, options: SpectrumOptions): number {
  const bound = bindAt(sampleRate, 3000, options);
  let sum = 0;
  for (let seed = 0; seed < 8; seed++) {
    const audio = bound.decode(bound.start(seed).data);
    for (let i = 0; i < 40; i++) sum += powerAt(audio, hz * 2 ** ((i - 19.5) / 120), sampleRate);
  }
  return sum;
}

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test('a coefficient sounds at its frequency', () => {
    const { start, decode } = bindAt(sampleRate, 1000);
    const bins = start().data.length / 2;
    expect(bins).toBe(513);
    const bin = 61;
    const audio = decode(new Float32Array(2 * bins).fill(1, bin, bin + 1));
    const hz = (bin * sampleRate) / 1024;
    const peak = powerAt(audio, hz, sampleRate);
    for (const away of [0.95, 1.05]) expect(powerAt(audio, hz * away, sampleRate)).toBeLessThan(0.01 * peak);
    audio.forEach((sample, n) => {
      expect(sample).toBeCloseTo(audio[0]! * Math.cos((2 * Math.PI * hz * n) / sampleRate), 5);
    });
  });

  test('the start has the spectrum of speech in Hz', () => {
    const measured = db(density(2000, sampleRate, {}) / density(250, sampleRate, {}));
    expect(Math.abs(measured - 2 * db(speechSpectrum(2000) / speechSpectrum(250)))).toBeLessThan(1.5);
  });

  test.each([0.5, 1, 2])('pink with decay %d falls by 6.02 dB times that an octave', (decay) => {
    const options: SpectrumOptions = { prior: 'pink', decay };
    const slope = db(density(2800, sampleRate, options) / density(350, sampleRate, options)) / 3;
    expect(Math.abs(slope + 6.02 * decay)).toBeLessThan(0.5);
  });
});

test('nothing is written below the floor', () => {
  const { start, decode } = bindAt(16_000, 4096, { prior: 'flat', floorHz: 500 });
  const audio = decode(start().data.fill(1));
  expect(powerAt(audio, 400, 16_000)).toBeLessThan(1e-8 * powerAt(audio, 600, 16_000));
});

test.each([0, 0.45, 1])('preconditioning %d scales a coefficient with the power of the prior, not the start', (p) => {
  const { start, decode } = bindAt(16_000, 1024, { preconditioning: p });
  const bins = start().data.length / 2;
  const level = (bin: number) => rms(decode(new Float32Array(2 * bins).fill(1, bin, bin + 1)));
  const ratio = speechSpectrum((200 * 16_000) / 1024) / speechSpectrum((20 * 16_000) / 1024);
  expect(level(200) / level(20)).toBeCloseTo(ratio ** p, 4);
  const slope = db(density(2000, 16_000, { preconditioning: p }) / density(250, 16_000, { preconditioning: p }));
  expect(Math.abs(slope - 2 * db(speechSpectrum(2000) / speechSpectrum(250)))).toBeLessThan(1.5);
});

test.each<SpectrumOptions>([
  {},
  { prior: 'flat' },
  { prior: 'pink', preconditioning: 1 },
  { prior: Float32Array.of(0, 1, 0) },
])('the start of %o has coefficients of RMS 0.01 and audio of RMS near 0.1, items unlike', (options) => {
  const { start, decode } = bindAt(16_000, 16_000, options, 2);
  const { data } = start(3);
  const half = data.length / 2;
  expect(rms(data.slice(0, half))).toBeCloseTo(0.01, 7);
  expect(rms(data.slice(half))).toBeCloseTo(0.01, 7);
  expect(data.slice(0, half)).not.toEqual(data.slice(half));
  const audio = decode(data);
  for (const item of [audio.slice(0, 16_000), audio.slice(16_000)]) {
    expect(rms(item)).toBeGreaterThan(0.085);
    expect(rms(item)).toBeLessThan(0.115);
  }
});

describe('from', () => {
  const audio = normal(key(4), 3000).map((sample) => 0.1 * sample);
  const largest = (x: Float32Array) => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const error = (options: SpectrumOptions) => {
    const { start, decode } = bindAt(16_000, audio.length, { ...options, from: audio });
    const decoded = decode(start().data);
    return largest(decoded.map((sample, i) => sample - audio[i]!)) / largest(audio);
  };

  test('is decoded to within 1e-6 of its peak where no frequency is left out', () => {
    expect(error({ prior: 'flat' })).toBeLessThan(1e-6);
    expect(error({ prior: Float32Array.of(1, 2, 0.1), preconditioning: 1 })).toBeLessThan(1e-6);
    expect(error({ floorHz: 1, preconditioning: 0 })).toBeLessThan(0.02);
  });

  test('loses what lies below the floor, and nothing else', () => {
    const hz = (2 * Math.PI) / 16_000;
    const kept = Float32Array.from({ length: 4096 }, (_, n) => 0.1 * Math.cos(hz * 1000 * n));
    const mixed = kept.map((sample, n) => sample + 0.1 * Math.cos(hz * 31.25 * n));
    const { start, decode } = bindAt(16_000, 4096, { from: mixed });
    const decoded = decode(start().data);
    expect(largest(decoded.map((sample, i) => sample - kept[i]!))).toBeLessThan(1e-6);
  });

  test('gives each item its own audio, or one to all', () => {
    const other = audio.map((sample) => -sample);
    const many = bindAt(16_000, 3000, { prior: 'flat', from: [audio, other] }, 2);
    const decoded = many.decode(many.start().data);
    expect(largest(decoded.slice(0, 3000).map((v, i) => v - audio[i]!))).toBeLessThan(1e-6);
    expect(largest(decoded.slice(3000).map((v, i) => v - other[i]!))).toBeLessThan(1e-6);
    const one = bindAt(16_000, 3000, { prior: 'flat', from: audio }, 2);
    expect(one.start().data.slice(0, 4098)).toEqual(one.start().data.slice(4098));
  });
});

test('refuses a preconditioning outside 0 … 1', () => {
  expect(() => spectrum({ preconditioning: 1.5 })).toThrow(/preconditioning must be .* at most 1, got 1.5/);
});
