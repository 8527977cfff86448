import { type BoundTransform, key } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import {
  compose,
  equalize,
  gain,
  lowpass,
  noise,
  quantize,
  ramp,
  resample,
  reverb,
  shift,
  standard,
  tilt,
} from './index.js';

const samples = 1000;
/** Slow enough that a small shift is a small change. */
const audio = Float32Array.from({ length: 2 * samples }, (_, i) => Math.sin(i / 100));

const members = {
  shift: shift({ samples: 300 }),
  noise: noise({ snrDb: 10 }),
  resample: resample({ percent: 6 }),
  tilt: tilt({ dbPerOctave: 3 }),
  equalize: equalize({ db: 6 }),
  lowpass: lowpass({ cutoffHz: 150 }),
  reverb: reverb({ seconds: 0.02 }),
  quantize: quantize(),
  gain: gain({ db: 6 }),
  compose: compose(gain({ db: 6 }), shift({ ms: 3 })),
  standard: standard(),
};

describe.each(Object.entries(members))('%s', (_, transform) => {
  const apply = transform.bind({ model: toyModel(), batch: 2, samples });
  const heard = (strength: number, seed = 1) =>
    tf.tidy(() =>
      Float32Array.from(apply(tf.tensor2d(audio, [2, samples]), key(seed), { step: 100, strength }).dataSync()),
    );
  const change = (strength: number, seed: number) =>
    heard(strength, seed).reduce((sum, sample, i) => sum + (sample - audio[i]!) ** 2, 0);

  test('leaves the audio as it is at strength 0', () => {
    expect(heard(0)).toEqual(audio);
  });

  test('does less at a small strength, on average', () => {
    let [little, all] = [0, 0];
    for (let seed = 0; seed < 8; seed++) {
      little += change(0.02, seed);
      all += change(1, seed);
    }
    expect(little).toBeLessThan(0.1 * all);
    expect(all).toBeGreaterThan(0);
  });
});

test('ramp raises the strength by equal parts from 0 at step 0', () => {
  const strengths: number[] = [];
  const noted: BoundTransform = (audio, _, { strength }) => {
    strengths.push(strength);
    return audio;
  };
  const spy = ramp({ spec: { kind: 'spy' }, bind: () => noted }, { steps: 4 });
  const apply = spy.bind({ model: toyModel(), batch: 1, samples: 2 });
  tf.tidy(() => {
    for (const step of [0, 1, 2, 4, 9]) apply(tf.zeros([1, 2]), key(1), { step, strength: 0.5 });
  });
  expect(strengths).toEqual([0, 0.125, 0.25, 0.5, 0.5]);
});
