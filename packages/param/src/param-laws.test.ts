import { type Context, fold, key, normal, type Param } from '@audiate/protocol';
import { paramLaws, reviverOf } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { bounded, cppn, custom, kinds, mask, phase, pyramid, rms, shared, spectrum, stft, waveform } from './index.js';

const audio = normal(key(9), 100).map((sample) => 0.1 * sample);
const amplitudes = Float32Array.of(0, 1, 3, 2, 0.5);
const twoTones = custom('two tones', {
  init: (start, { batch }: Context) => {
    const phases = Float32Array.from({ length: batch }, (_, item) => normal(fold(start, item), 1)[0]!);
    return { low: { data: phases, shape: [batch, 1] }, high: { data: phases.map((v) => v + 1), shape: [batch, 1] } };
  },
  decode: ({ low, high }, { samples }) => {
    const time = tf.reshape(tf.range(0, samples), [1, samples]);
    return tf.add(tf.mul(low, tf.sin(tf.mul(time, 0.1))), tf.mul(high, tf.sin(time)));
  },
});

const revive = reviverOf(kinds, { custom: [twoTones], arrays: [audio, amplitudes] });

const members: Record<string, { param: Param; samples?: readonly number[] }> = {
  waveform: { param: waveform() },
  'waveform, loud': { param: waveform({ rms: 0.3 }) },
  'waveform from audio': { param: waveform({ from: audio }), samples: [100] },
  spectrum: { param: spectrum() },
  'spectrum of odd lengths': { param: spectrum(), samples: [1, 2, 3, 999] },
  'spectrum, flat': { param: spectrum({ prior: 'flat' }) },
  'spectrum, pink': { param: spectrum({ prior: 'pink', decay: 1.5, floorHz: 100, preconditioning: 1 }) },
  'spectrum, own amplitudes': { param: spectrum({ prior: amplitudes, preconditioning: 0 }) },
  'spectrum from audio': { param: spectrum({ from: audio }), samples: [100] },
  pyramid: { param: pyramid() },
  'pyramid of odd lengths': { param: pyramid({ octaves: 3 }), samples: [1, 2, 9, 999] },
  'pyramid of one octave, flat': { param: pyramid({ octaves: 1, prior: 'flat' }) },
  'pyramid from audio': { param: pyramid({ prior: amplitudes, from: audio }), samples: [100] },
  phase: { param: phase() },
  'phase of odd lengths': { param: phase({ prior: 'pink' }), samples: [1, 2, 3, 999] },
  'phase with the magnitudes of audio': { param: phase({ magnitudesOf: audio }), samples: [100] },
  'phase from audio': { param: phase({ from: audio }), samples: [100] },
  stft: { param: stft() },
  'stft of short frames': { param: stft({ prior: 'pink', window: 32, overlap: 2, preconditioning: 1, floorHz: 400 }) },
  'stft of odd lengths': { param: stft({ window: 8, overlap: 8, prior: 'flat' }), samples: [1, 2, 3, 99] },
  'stft from audio': { param: stft({ prior: 'flat', from: audio, window: 16 }), samples: [100] },
  cppn: { param: cppn() },
  'cppn without hidden layers': { param: cppn({ width: 5, depth: 0, lowHz: 200, highHz: 3000 }) },
  'shared base': { param: shared(spectrum()) },
  'two shared bases': {
    param: shared(shared(waveform(), { ratio: 2, floorHz: 0 }), { ratio: 4 }),
    samples: [100, 257],
  },
  'mask of a time': { param: mask(spectrum(), { clip: audio, ms: [1, 4] }), samples: [100] },
  'mask of a band': { param: mask(waveform({ rms: 0.1 }), { clip: audio, hz: [500, 2000] }), samples: [100] },
  'mask of both': {
    param: mask(shared(spectrum({ from: audio })), { clip: audio, ms: [2, 6.25], hz: [0, 3000] }),
    samples: [100],
  },
  bounded: { param: bounded(waveform({ rms: 0.5 }), { limit: 0.4 }) },
  'bounded spectrum': { param: bounded(spectrum()) },
  'rms of spectrum': { param: rms(spectrum()) },
  'rms of waveform': { param: rms(waveform(), { level: 1 }) },
  'bounded rms': { param: bounded(rms(spectrum()), { limit: 0.3 }) },
  custom: { param: twoTones },
  'rms of custom': { param: rms(twoTones) },
};

for (const [name, member] of Object.entries(members)) {
  describe(name, () => {
    for (const law of paramLaws({ ...member, revive })) test(law.name, law.check);
  });
}

test.each([...kinds.map(({ kind }) => kind), 'custom'])('%s is among them', (kind) => {
  expect(Object.values(members).map(({ param }) => param.spec.kind)).toContain(kind);
});
