import { key, normal } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { speechSpectrum } from '../prior/speech-spectrum.js';
import { bandEnergy, decoding, relativeError, rmsOf } from '../testing/decode.js';
import { type PyramidOptions, pyramid } from './pyramid.js';

const db = (ratio: number) => 10 * Math.log10(ratio);

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test('an octave sounds in its own band and nowhere else', () => {
    const { start, decode } = decoding(pyramid({ prior: 'flat' }), 4096, { sampleRate });
    expect(Object.values(start).map(({ shape }) => shape[1])).toEqual([4096, 2048, 1024, 512, 256, 128, 64]);
    for (let octave = 0; octave < 7; octave++) {
      const alone = Object.fromEntries(
        Object.entries(start).map(([name, value]) =>
          name === `octave${octave}` ? [name, value] : [name, { ...value, data: new Float32Array(value.data.length) }],
        ),
      );
      const [audio] = decode(alone);
      const top = sampleRate / 2 ** (octave + 1);
      const inside = bandEnergy(audio!, sampleRate, octave === 6 ? 0 : top / 2, octave === 0 ? sampleRate : top);
      expect(db(1 - inside / bandEnergy(audio!, sampleRate, 0, sampleRate))).not.toBeGreaterThan(-60);
    }
  });

  test('the start has the spectrum of speech in Hz, values of RMS 0.01 and audio of 0.1', () => {
    const { start, decode } = decoding(pyramid(), 32_768, { sampleRate });
    for (const { data } of Object.values(start)) expect(rmsOf(data)).toBeCloseTo(0.01, 6);
    const [audio] = decode();
    expect(Math.abs(rmsOf(audio!) / 0.1 - 1)).toBeLessThan(0.15);
    const shape = (lowHz: number, highHz: number) => {
      let sum = 0;
      for (let i = 0; i < 1000; i++) sum += speechSpectrum(lowHz + ((highHz - lowHz) * (i + 0.5)) / 1000) ** 2;
      return (sum / 1000) * (highHz - lowHz);
    };
    for (const [low, high] of [
      [200, 400],
      [1000, 2000],
      [2000, 3900],
    ] as const) {
      const measured = bandEnergy(audio!, sampleRate, low, high) / bandEnergy(audio!, sampleRate, 400, 1000);
      expect(Math.abs(db(measured / (shape(low, high) / shape(400, 1000))))).toBeLessThan(1.5);
    }
  });
});

test('a sine in an octave’s own samples sounds at its frequency', () => {
  const { start, decode } = decoding(pyramid({ prior: 'flat' }), 4096);
  // Octave 2 has 4,000 samples a second: 1,500 Hz is inside of 1,000 … 2,000.
  const values = Object.fromEntries(
    Object.entries(start).map(([name, { data, shape }]) => [
      name,
      {
        shape,
        data: Float32Array.from(data, (_, n) => (name === 'octave2' ? Math.cos((2 * Math.PI * 1500 * n) / 4000) : 0)),
      },
    ]),
  );
  const [audio] = decode(values);
  expect(audio![0]).toBeGreaterThan(0.1);
  audio!.forEach((sample, n) => {
    expect(Math.abs(sample / audio![0]! - Math.cos((2 * Math.PI * 1500 * n) / 16_000))).toBeLessThan(1e-5);
  });
});

test.each<PyramidOptions>([{ prior: 'flat' }, { prior: 'flat', octaves: 1 }, { prior: Float32Array.of(1, 2, 0.1) }])(
  '%o keeps given audio to within 1e-6 of its peak',
  (options) => {
    const noise = [normal(key(4), 3000), normal(key(5), 3000)];
    const decoded = decoding(pyramid({ ...options, from: noise }), 3000, { batch: 2 }).decode();
    noise.forEach((audio, item) => {
      expect(relativeError(decoded[item]!, audio)).toBeLessThan(1e-6);
    });
  },
);

test('loses what lies below the floor, and nothing else', () => {
  const tone = (hz: number) => Float32Array.from({ length: 4096 }, (_, n) => Math.cos((2 * Math.PI * hz * n) / 16_000));
  const [kept, lost] = [tone(1000), tone(31.25)];
  const [decoded] = decoding(pyramid({ from: kept.map((sample, n) => sample + lost[n]!) }), 4096).decode();
  expect(relativeError(decoded!, kept)).toBeLessThan(1e-6);
});

test('short audio has fewer octaves', () => {
  expect(Object.keys(decoding(pyramid({ prior: 'flat' }), 20).start)).toEqual(['octave0', 'octave1', 'octave2']);
  expect(Object.keys(decoding(pyramid({ prior: 'flat' }), 1).start)).toEqual(['octave0']);
});

test('refuses counts that are none', () => {
  expect(() => pyramid({ octaves: 0 })).toThrow(/octaves must be a whole number at least 1 and at most 20, got 0/);
});
