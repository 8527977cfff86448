import { InputError, key, normal } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { bandEnergy, decoding, relativeError } from '../testing/decode.js';
import { type MaskOptions, mask } from './mask.js';
import { spectrum } from './spectrum.js';
import { waveform } from './waveform.js';

const clip = normal(key(6), 16_000).map((sample) => 0.1 * sample);
const loud = waveform({ rms: 0.3 });

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test('samples outside of the time are the clip’s, bit for bit; well inside they are the param’s', () => {
    for (const hz of [undefined, [300, 3000]] as const) {
      const [from, to] = [0.1 * sampleRate, 0.2 * sampleRate];
      const region = { clip, ms: [100, 200], ...(hz && { hz }) } as const;
      const [audio] = decoding(mask(loud, region), 16_000, { sampleRate }).decode();
      expect(audio!.slice(0, from)).toEqual(clip.slice(0, from));
      expect(audio!.slice(to)).toEqual(clip.slice(to));
      const [own] = decoding(loud, 16_000, { sampleRate }).decode();
      const middle = [from + 0.006 * sampleRate, to - 0.006 * sampleRate] as const;
      const error = relativeError(audio!.slice(...middle), own!.slice(...middle));
      if (hz) expect(error).toBeGreaterThan(0.1);
      else expect(error).toBeLessThan(1e-6);
    }
  });

  test('of the change −30 dB lie beyond the band, −60 dB further than 400 Hz beyond', () => {
    for (const region of [{ hz: [800, 2000] }, { hz: [800, 2000], ms: [100, 200] }] as const) {
      const [audio] = decoding(mask(loud, { clip, ...region }), 16_000, { sampleRate }).decode();
      const change = audio!.map((sample, i) => sample - clip[i]!);
      const beyond = (hz: number) =>
        bandEnergy(change, sampleRate, 0, 800 - hz) + bandEnergy(change, sampleRate, 2000 + hz, sampleRate);
      const all = bandEnergy(change, sampleRate, 0, sampleRate);
      expect(10 * Math.log10(beyond(0) / all)).toBeLessThan(-30);
      expect(10 * Math.log10(beyond(400) / all)).toBeLessThan(-60);
    }
  });
});

test('the clip itself is the start when the param starts from it', () => {
  const exact = decoding(mask(waveform({ from: clip }), { clip, ms: [100, 300] }), 16_000).decode();
  expect(exact[0]).toEqual(clip);
  const inBand = decoding(mask(spectrum({ from: clip, prior: 'flat' }), { clip, hz: [500, 900] }), 16_000).decode();
  expect(relativeError(inBand[0]!, clip)).toBeLessThan(1e-6);
});

test('a region that reaches an end of the spectrum has no fade there, nor at the ends of the clip without a band', () => {
  const [own] = decoding(loud, 16_000).decode();
  const [inTime] = decoding(mask(loud, { clip, ms: [0, 1000] }), 16_000).decode();
  expect(relativeError(inTime!, own!)).toBeLessThan(1e-6);
  const [inBand] = decoding(mask(loud, { clip, hz: [0, 8000] }), 16_000).decode();
  expect(relativeError(inBand!.slice(80, -80), own!.slice(80, -80))).toBeLessThan(1e-6);
  expect(inBand![0]).toBeCloseTo(clip[0]!, 3);
});

test('each item keeps a clip of its own', () => {
  const other = clip.map((sample) => -sample);
  const audio = decoding(mask(loud, { clip: [clip, other], ms: [0, 10] }), 16_000, { batch: 2 }).decode();
  expect(audio[0]!.slice(160)).toEqual(clip.slice(160));
  expect(audio[1]!.slice(160)).toEqual(other.slice(160));
});

test.each<[unknown, RegExp]>([
  [{ clip }, /mask needs a region: .* got neither/],
  [{ clip, ms: [5, 5] }, /end of mask ms must be .*above 5, got 5/],
  [{ clip, hz: [-1, 5] }, /start of mask hz must be .*at least 0, got -1/],
  [{ clip, hz: 5 }, /mask hz must be \[from, to\], got 5/],
  [{ clip: [], ms: [0, 5] }, /clip must be a Float32Array, a sound, .*, or a non-empty array of them/],
])('refuses a region that is none', (options, message) => {
  expect(() => mask(loud, options as MaskOptions)).toThrow(InputError);
  expect(() => mask(loud, options as MaskOptions)).toThrow(message);
});

test('refuses at bind a region beyond the clip, the hearing or of no sample, and a clip of another length', () => {
  const bind = (options: Omit<MaskOptions, 'clip'>, samples = 16_000) =>
    decoding(mask(loud, { clip, ...options }), samples);
  expect(() => bind({ ms: [900, 1100] })).toThrow(/end of mask ms in samples must be .*at most 16000, got 17600/);
  expect(() => bind({ ms: [900, 900.01] })).toThrow(/above 14400 .*got 14400/);
  expect(() => bind({ hz: [100, 9000] })).toThrow(/end of mask hz must be .*at most 8000, got 9000; .*up to 8000 Hz/);
  expect(() => bind({ ms: [0, 1] }, 100)).toThrow(/clip has 16000 samples, the render 100/);
});
