import { rfft } from '@audiate/ops';
import { key } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { speechSpectrum } from '../prior/speech-spectrum.js';
import { type SpectrumOptions, spectrum } from './spectrum.js';

const rms = (x: Float32Array) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
const db = (power: number) => 10 * Math.log10(power);

function bindAt(sampleRate: number, samples: number, options: SpectrumOptions = {}, batch = 1) {
  const bound = spectrum(options).bind({ model: toyModel({ sampleRate }), samples, batch });
  const { data, shape } = bound.init(key(1)).coefficients!;
  const decode = (values: Float32Array) =>
    tf.tidy(() => Float32Array.from(bound.decode({ coefficients: tf.tensor(values, [...shape]) }).dataSync()));
  return { start: data, bins: shape[2]!, decode };
}

/** Mean power of the start's Fourier bins from `lowHz` to `highHz`, over 32 items. */
function startDensity(sampleRate: number, options: SpectrumOptions): (lowHz: number, highHz: number) => number {
  const [samples, batch] = [4096, 32];
  const { start, decode, bins } = bindAt(sampleRate, samples, options, batch);
  const spectra = tf.tidy(() => rfft(tf.tensor2d(decode(start), [batch, samples])).dataSync());
  const powers = new Float64Array(bins);
  for (let i = 0; i < spectra.length; i++) powers[i % bins]! += spectra[i]! ** 2 / batch;
  return (lowHz, highHz) => {
    const inside = powers.filter((_, bin) => {
      const hz = (bin * sampleRate) / samples;
      return hz >= lowHz && hz < highHz;
    });
    return inside.reduce((sum, power) => sum + power, 0) / inside.length;
  };
}

/** The prior's own mean power in a band, by dense sampling. */
function speechDensity(lowHz: number, highHz: number): number {
  let sum = 0;
  for (let i = 0; i < 1000; i++) sum += speechSpectrum(lowHz + ((highHz - lowHz) * (i + 0.5)) / 1000) ** 2;
  return sum / 1000;
}

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test('a coefficient sounds at its frequency', () => {
    const { bins, decode } = bindAt(sampleRate, 1000);
    expect(bins).toBe(513);
    const bin = 61;
    const hz = (bin * sampleRate) / 1024;
    const audio = decode(new Float32Array(2 * bins).fill(1, bin, bin + 1));
    expect(audio[0]).toBeGreaterThan(0.01);
    audio.forEach((sample, n) => {
      expect(sample).toBeCloseTo(audio[0]! * Math.cos((2 * Math.PI * hz * n) / sampleRate), 5);
    });
  });

  test('the start has the spectrum of speech in Hz, and nothing below 60', () => {
    const density = startDensity(sampleRate, {});
    const reference = density(400, 1000);
    for (const [low, high] of [
      [100, 200],
      [200, 400],
      [1000, 2000],
      [2000, 4000],
    ] as const) {
      const measured = density(low, high) / reference;
      expect(Math.abs(db(measured / (speechDensity(low, high) / speechDensity(400, 1000))))).toBeLessThan(0.5);
    }
    expect(density(0, 60)).toBeLessThan(1e-10 * reference);
  });

  test.each([0.5, 1, 2])('pink with decay %d falls by 6.02 dB times that an octave, from the floor on', (decay) => {
    const density = startDensity(sampleRate, { prior: 'pink', decay, floorHz: 200 });
    const slope = db(density(2600, 3000) / density(325, 375)) / 3;
    expect(Math.abs(slope + 6.02 * decay)).toBeLessThan(0.3);
    expect(density(0, 200)).toBeLessThan(1e-10 * density(200, 400));
  });
});

test.each([0, 0.45, 1])('preconditioning %d scales a coefficient with the power of the prior, not the start', (p) => {
  const { bins, decode } = bindAt(16_000, 1024, { preconditioning: p });
  const level = (bin: number) => rms(decode(new Float32Array(2 * bins).fill(1, bin, bin + 1)));
  const ratio = speechSpectrum((200 * 16_000) / 1024) / speechSpectrum((20 * 16_000) / 1024);
  expect(level(200) / level(20)).toBeCloseTo(ratio ** p, 4);
  const density = startDensity(16_000, { preconditioning: p });
  const measured = density(2000, 4000) / density(200, 400);
  expect(Math.abs(db(measured / (speechDensity(2000, 4000) / speechDensity(200, 400))))).toBeLessThan(0.5);
});

test.each<SpectrumOptions>([
  {},
  { prior: 'flat' },
  { prior: 'pink', preconditioning: 1 },
  { prior: Float32Array.of(0, 1, 0) },
])('the start of %o has coefficients of RMS 0.01 and audio of RMS near 0.1, items unlike', (options) => {
  const { start, decode } = bindAt(16_000, 16_000, options, 2);
  const half = start.length / 2;
  expect(rms(start.slice(0, half))).toBeCloseTo(0.01, 7);
  expect(rms(start.slice(half))).toBeCloseTo(0.01, 7);
  expect(start.slice(0, half)).not.toEqual(start.slice(half));
  const audio = decode(start);
  for (const item of [audio.slice(0, 16_000), audio.slice(16_000)]) {
    expect(rms(item)).toBeGreaterThan(0.085);
    expect(rms(item)).toBeLessThan(0.115);
  }
});

test('refuses a preconditioning outside 0 … 1', () => {
  expect(() => spectrum({ preconditioning: 1.5 })).toThrow(/preconditioning must be .* at most 1, got 1.5/);
});
