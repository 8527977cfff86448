import { arrayRef, type Param, type Spec } from '@audiate/protocol';
import { reviverOf } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { bounded, kinds, rms, spectrum, waveform } from './index.js';

const [left, right, prior] = [Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6), Float32Array.of(1, 0.5)];
const revive = reviverOf(kinds, { arrays: [left, right, prior] });

test.each<[string, Param]>([
  ['two start waveforms', waveform({ from: [left, right] })],
  ['a sound, with its rate, beside bare samples', waveform({ from: [left, { samples: right, sampleRate: 8000 }] })],
  ['a start and a prior', spectrum({ from: [left, right], prior, preconditioning: 0.2, floorHz: 20 })],
  ['wrappers', bounded(rms(spectrum({ prior: 'pink', decay: 2, floorHz: 30 }), { level: 0.2 }), { limit: 0.5 })],
])('%s survive JSON', (_, param) => {
  const stored: Spec = JSON.parse(JSON.stringify(param.spec));
  expect(revive(stored).spec).toEqual(param.spec);
});

test('a spec holds every option that the result depends on, and arrays as references', () => {
  expect(spectrum().spec).toEqual({
    kind: 'spectrum',
    prior: 'speech',
    preconditioning: 0.45,
    decay: 1.2,
    floorHz: 60,
  });
  expect(spectrum({ prior }).spec).toEqual({
    kind: 'spectrum',
    prior: arrayRef(prior),
    preconditioning: 0.45,
    floorHz: 0,
  });
});
