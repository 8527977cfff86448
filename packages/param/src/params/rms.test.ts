import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { rms } from './rms.js';
import { waveform } from './waveform.js';

const at = { model: toyModel(), batch: 3, samples: 500 };
const wave = (amplitude: number) => Array.from({ length: 500 }, (_, i) => amplitude * Math.sin(0.3 * i));
const levels = (x: Float32Array) =>
  [0, 500, 1000].map((i) => Math.sqrt(x.slice(i, i + 500).reduce((sum, v) => sum + v * v, 0) / 500));
const decode = (samples: number[], level?: number) => {
  const bound = rms(waveform(), level === undefined ? {} : { level }).bind(at);
  return tf.tidy(() => bound.decode({ samples: tf.tensor2d(samples, [3, 500]) }).dataSync() as Float32Array);
};

test('each item gets the level, however loud it was; silence stays silent', () => {
  const [quiet, silent, loud] = levels(decode([...wave(1e-4), ...wave(0), ...wave(30)], 0.5));
  expect(quiet).toBeCloseTo(0.5, 5);
  expect(silent).toBe(0);
  expect(loud).toBeCloseTo(0.5, 5);
});

test('the level is 0.1 unless given', () => {
  for (const level of levels(decode([...wave(1), ...wave(0.5), ...wave(2)]))) expect(level).toBeCloseTo(0.1, 6);
});

test('below −120 dB audio is no longer raised to the level', () => {
  const [faint] = levels(decode([...wave(1e-8), ...wave(1), ...wave(1)], 0.1));
  expect(faint).toBeCloseTo((0.1 * 1e-8 * Math.SQRT1_2) / 1e-6, 5);
});

test('the gradient has no part along the audio itself', () => {
  tf.tidy(() => {
    const bound = rms(waveform()).bind({ ...at, batch: 1 });
    const x = tf.tensor2d(wave(0.2), [1, 500]);
    const dy = tf.tensor2d(
      wave(0.2).map((v, i) => v + Math.cos(0.7 * i)),
      [1, 500],
    );
    const dx = tf.grad((samples: tf.Tensor) => bound.decode({ samples }))(x, dy);
    expect(Math.abs(tf.sum(tf.mul(dx, x)).dataSync()[0]!)).toBeLessThan(1e-4 * tf.norm(dx).dataSync()[0]!);
  });
});

test('refuses a level that is none', () => {
  expect(() => rms(waveform(), { level: 0 })).toThrow(/level must be .*above 0, got 0/);
});
