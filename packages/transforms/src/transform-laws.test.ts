import { fold, key, normal, type Objective, type Term } from '@audiate/protocol';
import { reviverOf, type TransformSubject, transformLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import {
  compose,
  crop,
  custom,
  equalize,
  gain,
  kinds,
  lowpass,
  noise,
  none,
  normalizeGradient,
  pad,
  quantize,
  ramp,
  regularize,
  resample,
  reverb,
  shift,
  standard,
  tilt,
} from './index.js';

const fade = custom('fade', (audio, key, { strength, batch, samples }) => {
  const depths = Array.from({ length: batch }, (_, item) => strength * normal(fold(key, item), 1)[0]!);
  const slope = tf.mul(tf.tensor2d(depths, [batch, 1]), tf.reshape(tf.linspace(0, 1, samples), [1, samples]));
  return tf.mul(audio, tf.add(slope, 1));
});

/** A penalty whose gradient is the same for every sound: `pull`. */
const slope: Term<never> = {
  spec: { kind: 'custom', name: 'slope' },
  description: 'slope',
  layers: [],
  bind:
    ({ samples }) =>
    (_, raw) =>
      tf.sum(tf.mul(raw, tf.tensor1d(pull(samples))), 1),
};
const penalty: Objective<never> = { terms: [{ weight: 1, term: slope }] };

function pull(samples: number): Float32Array {
  return normal(key(9), samples);
}

function norm(x: Float32Array): number {
  return Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
}

const revive = reviverOf(kinds, { custom: [fade, slope as never] });

/** Lengths that the standard shift of 220 samples at 16 kHz fits in. */
const longer = [300, 513];

const members: Record<string, Omit<TransformSubject, 'revive'>> = {
  none: { transform: none(), random: false },
  'shift by samples': { transform: shift({ samples: 60 }) },
  'shift by ms, one way': { transform: shift({ ms: [0, 5] }) },
  'shift by nothing': { transform: shift({ samples: 0 }), random: false },
  'noise at one ratio': { transform: noise({ snrDb: 20 }) },
  'noise, louder than the audio': { transform: noise({ snrDb: [-6, 0] }) },
  'resample by percent': { transform: resample({ percent: 6 }) },
  'resample by ratio': { transform: resample({ ratio: [0.5, 2] }) },
  'resample to one ratio': { transform: resample({ ratio: 1.3 }), random: false },
  tilt: { transform: tilt({ dbPerOctave: 3 }) },
  'tilt, own frequencies': { transform: tilt({ dbPerOctave: [-6, 0], referenceHz: 500, floorHz: 200 }) },
  equalize: { transform: equalize({ db: 6 }) },
  'equalize, own bands and a tilt': {
    transform: equalize({ db: [-12, 3], bandsHz: [300, 1000, 3000], dbPerOctave: 3 }),
  },
  'equalize, one band': { transform: equalize({ db: 3, bandsHz: [1000] }) },
  'lowpass at a drawn cutoff': { transform: lowpass({ cutoffHz: [500, 6000] }) },
  'lowpass at one cutoff': { transform: lowpass({ cutoffHz: 3400 }), random: false },
  reverb: { transform: reverb({ seconds: [0.005, 0.02] }) },
  'reverb longer than the audio': { transform: reverb({ seconds: 0.4, directDb: 0 }) },
  'crop to samples': { transform: crop({ samples: 100 }) },
  'crop to ms': { transform: crop({ ms: 5 }) },
  'crop to all of it': { transform: crop({ samples: 128 }), samples: [128], random: false },
  quantize: { transform: quantize(), random: false, backward: (dy) => dy },
  normalizeGradient: {
    transform: normalizeGradient(),
    random: false,
    backward: (dy) => dy.map((d) => d / norm(dy)),
  },
  regularize: {
    transform: regularize(penalty, { share: 0.5 }),
    random: false,
    backward(dy) {
      const beside = pull(dy.length);
      const factor = (0.5 * norm(dy)) / norm(beside);
      return dy.map((d, i) => d + factor * beside[i]!);
    },
  },
  gain: { transform: gain({ db: 6 }) },
  'gain by a fixed amount': { transform: gain({ db: [-3, -3] }), random: false },
  pad: { transform: pad({ samples: 40 }), random: false },
  'pad by time': { transform: pad({ ms: 3 }), random: false },
  'compose of nothing': { transform: compose(), random: false },
  compose: { transform: compose(pad({ samples: 10 }), gain({ db: 3 }), shift({ samples: 20 })) },
  ramp: { transform: ramp(compose(gain({ db: 3 }), ramp(noise({ snrDb: 10 }), { steps: 2 })), { steps: 4 }) },
  standard: { transform: standard(), samples: longer },
  'compose with a crop': { transform: compose(crop({ samples: 90 }), reverb({ seconds: 0.01 })) },
  custom: { transform: fade },
  'custom within compose': { transform: ramp(compose(fade, noise({ snrDb: 10 })), { steps: 3 }) },
};

for (const [name, member] of Object.entries(members)) {
  describe(name, () => {
    for (const law of transformLaws({ ...member, revive })) test(law.name, law.check);
  });
}

test.each([...kinds.map(({ kind }) => kind), 'custom'])('%s is among them', (kind) => {
  expect(Object.values(members).map(({ transform }) => transform.spec.kind)).toContain(kind);
});
