import { key, normal, objectives } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { cards } from '../testing/golden.js';
import { naturalness } from './naturalness.js';
import { outsideShare } from './outside-share.js';

const model = toyModel();

test('what a frame sees lies inside, the rest outside', () => {
  const sound = new Float32Array(640);
  sound[128] = 1;
  sound[500] = 2;
  expect(outsideShare(sound, { layer: model.layers.filters, frame: 2 })).toBeCloseTo(0.8, 9);
  expect(outsideShare(sound, { layer: model.layers.filters, frame: 7 })).toBeCloseTo(0.2, 9);
  expect(outsideShare(new Float32Array(640), { layer: model.layers.filters, frame: 0 })).toBeNaN();
});

test('speech is like speech, noise is not; the moment of the unit is what energy gathers round', () => {
  const [clip, ...speech] = cards() as [Float32Array, ...Float32Array[]];
  const click = normal(key(2), 16_000).map((sample, i) => (i >= 64 * 40 && i < 64 * 41 ? sample : 0));
  const unit = objectives.neuron('filters', 1, { at: 40 });
  const over = objectives.channel('filters', 1);
  const sounds = [clip.slice(0, 16_000), normal(key(1), 16_000), click];
  const [natural, noise, event] = naturalness(model, sounds, [over, over, unit], { speech });
  expect(Math.abs(natural!.slopeDbPerOctave - natural!.speech!.slopeDbPerOctave)).toBeLessThan(3);
  expect(Math.abs(noise!.slopeDbPerOctave)).toBeLessThan(0.5);
  expect(noise!.density).toBeGreaterThan(1.5 * natural!.speech!.density);
  expect(noise!.mel!.distance).toBeGreaterThan(natural!.mel!.distance);
  expect(natural!.energyOutsideField).toBeNaN();
  expect(event).toMatchObject({ energyWithin150ms: 1, energyOutsideField: 0 });
  expect(event!.mel!.floor).toBe(natural!.mel!.floor);
});
