import { arrayRef, type Context, key, normal, type Param, type Revive, type Spec } from '@audiate/protocol';
import { paramLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { bounded, custom, revivers, rms, spectrum, waveform } from './index.js';

const audio = normal(key(9), 100).map((sample) => 0.1 * sample);
const amplitudes = Float32Array.of(0, 1, 3, 2, 0.5);
const chirp = custom('amplitudes', {
  init: (_, { batch }: Context) => ({ level: { data: new Float32Array(batch).fill(0.01), shape: [batch, 1] } }),
  decode: ({ level }, { samples }) =>
    tf.mul(
      level,
      tf.tensor2d(audio.slice(0, 64), [1, 64]).pad([
        [0, 0],
        [0, samples - 64],
      ]),
    ),
});

const revive: Revive = {
  part: <P>(spec: Spec) => (spec.kind === 'custom' ? chirp : revivers[spec.kind]!(spec, revive)) as P,
  array: ({ hash }) => [audio, amplitudes].find((array) => arrayRef(array).hash === hash)!,
};

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
  bounded: { param: bounded(waveform({ rms: 0.5 }), { limit: 0.4 }) },
  'bounded spectrum': { param: bounded(spectrum()) },
  'rms of spectrum': { param: rms(spectrum()) },
  'rms of waveform': { param: rms(waveform(), { level: 1 }) },
  'bounded rms': { param: bounded(rms(spectrum()), { limit: 0.3 }) },
  'rms of custom': { param: rms(chirp) },
};

for (const [name, member] of Object.entries(members)) {
  describe(name, () => {
    for (const law of paramLaws({ ...member, revive: revive.part<Param> })) test(law.name, law.check);
  });
}
