import { key, mirror, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { type TiltOptions, tilt } from './tilt.js';

const samples = 4000;

function heard(options: TiltOptions, audio: Float32Array, sampleRate: number, drawKey = key(1)): Float32Array {
  const apply = tilt(options).bind({ model: toyModel({ sampleRate }), batch: 1, samples: audio.length });
  return tf.tidy(() => {
    const out = apply(tf.tensor2d(audio, [1, audio.length]), drawKey, { step: 0, strength: 1 });
    return Float32Array.from(out.dataSync());
  });
}

/** Gain in dB of a sine, from the middle of it. */
function gainDb(options: TiltOptions, hz: number, sampleRate: number, drawKey = key(1)): number {
  const sine = Float32Array.from({ length: samples }, (_, n) => Math.sin((2 * Math.PI * hz * n) / sampleRate));
  const out = heard(options, sine, sampleRate, drawKey);
  let [product, power] = [0, 0];
  for (let n = 1000; n < 3000; n++) {
    product += out[n]! * sine[n]!;
    power += sine[n]! ** 2;
  }
  return 20 * Math.log10(product / power);
}

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test.each([-6, -3, 3])('%d dB an octave is that, 0 dB at 1 kHz, the phase unturned', (slope) => {
    for (const hz of [500, 1000, 2000, 3600]) {
      const expected = slope * Math.log2(hz / 1000);
      expect(Math.abs(gainDb({ dbPerOctave: [slope, slope] }, hz, sampleRate) - expected)).toBeLessThan(0.15);
    }
  });

  test('the reference can be moved, and the line ends at the floor', () => {
    const options: TiltOptions = { dbPerOctave: [4, 4], referenceHz: 500, floorHz: 400 };
    expect(Math.abs(gainDb(options, 500, sampleRate))).toBeLessThan(0.15);
    expect(Math.abs(gainDb(options, 2000, sampleRate) - 8)).toBeLessThan(0.15);
    expect(Math.abs(gainDb(options, 200, sampleRate) - 4 * Math.log2(400 / 500))).toBeLessThan(0.15);
  });
});

test('a number is drawn around 0, and mirrored about it', () => {
  const drawn = gainDb({ dbPerOctave: 3 }, 2000, 16_000);
  expect(Math.abs(drawn)).toBeGreaterThan(0.1);
  expect(Math.abs(drawn)).toBeLessThan(3.1);
  expect(gainDb({ dbPerOctave: 3 }, 2000, 16_000, mirror(key(1)))).toBeCloseTo(-drawn, 1);
});

test('the end does not ring into the start, at a length that is a power of two', () => {
  const click = new Float32Array(4096);
  click[4095] = 1;
  const out = heard({ dbPerOctave: [-6, -6] }, click, 16_000);
  const largest = Math.max(...out.slice(0, 2048).map(Math.abs));
  expect(largest).toBeLessThan(1e-3 * out[4095]!);
});

test('a tilt and its opposite cancel', () => {
  const noise = normal(key(5), samples);
  const there = heard({ dbPerOctave: [3, 3] }, noise, 16_000);
  const back = heard({ dbPerOctave: [-3, -3] }, there, 16_000);
  for (let n = 500; n < 3500; n++) expect(Math.abs(back[n]! - noise[n]!)).toBeLessThan(0.02);
});

test('refuses slopes and frequencies that are none', () => {
  expect(() => tilt({ dbPerOctave: 40 })).toThrow(/tilt dbPerOctave must be .*at least -24 .*got -40/);
  expect(() => tilt({ dbPerOctave: 3, referenceHz: 0 })).toThrow(/tilt referenceHz must be .*above 0, got 0/);
  const at = { model: toyModel({ sampleRate: 8000 }), batch: 1, samples };
  expect(() => tilt({ dbPerOctave: 3, referenceHz: 4000 }).bind(at)).toThrow(/below 4000, got 4000; .*up to 4000 Hz/);
});
