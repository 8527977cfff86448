import { key } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { waveform } from './waveform.js';

const at = { model: toyModel(), batch: 2, samples: 400 };

test('the values are the samples', () => {
  const bound = waveform({ rms: 0.2 }).bind(at);
  const { samples } = bound.init(key(1));
  expect(samples!.shape).toEqual([2, 400]);
  const heard = tf.tidy(() =>
    Float32Array.from(bound.decode({ samples: tf.tensor2d(samples!.data, [2, 400]) }).dataSync()),
  );
  expect(heard).toEqual(samples!.data);
  expect(Math.sqrt(heard.reduce((sum, v) => sum + v * v, 0) / heard.length)).toBeCloseTo(0.2, 6);
});

test('starts from given audio exactly', () => {
  const from = Float32Array.from({ length: 400 }, (_, i) => Math.sin(i));
  const { samples } = waveform({ from }).bind(at).init(key(1));
  expect(samples!.data.slice(0, 400)).toEqual(from);
  expect(samples!.data.slice(400)).toEqual(from);
});

test('refuses rms together with from, and a level that is none', () => {
  expect(() => waveform({ rms: 0.1, from: new Float32Array(4) })).toThrow(/got 0.1 and from; leave one out/);
  expect(() => waveform({ rms: 0 })).toThrow(/rms must be .*above 0, got 0/);
  expect(() => waveform({ from: new Float32Array(4) }).bind(at)).toThrow(/from has 4 samples, the render 400/);
});
