import { InputError, type Objective, objectives, transforms } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { matchedNoise } from '../listening/matched-noise.js';
import { heldOut } from './held-out.js';
import { retention } from './retention.js';

const model = toyModel();
const [channel, windows] = [2, 40];
/** The pattern of channel 2, three cycles of 750 Hz, in the middle window of 40, before a little noise. */
const event = (level = 0.2): Float32Array => {
  const sound = new Float32Array(64 * windows);
  sound.set(
    model.template(channel).map((sample) => level * sample),
    64 * (windows / 2),
  );
  return sound;
};
const unit = objectives.neuron('filters', channel);
const measure = async (sound: Float32Array, objective: Objective = unit) =>
  (await retention(model, [sound], objective, { engine: 'cpu', draws: 8 }))[0]!;

test('what is known of an event of 750 Hz, under every held-out transform', async () => {
  const { clean, noise, each, mean, worst } = await measure(event());
  expect(clean).toBeCloseTo(0.2, 5);
  expect(Math.abs(noise)).toBeLessThan(0.02);
  expect(Object.keys(each)).toEqual(Object.keys(heldOut));
  const left = (score: number) => (score - noise) / (clean - noise);
  // 10 ms are 2.5 windows: the event is elsewhere. 750 Hz lies 0.415 octaves below the 1 kHz where a tilt begins.
  expect(each['shift +10 ms']).toBeCloseTo(left(0), 5);
  expect(each['shift -10 ms']).toBeCloseTo(left(0), 5);
  expect(each['tilt +3 dB/octave']).toBeCloseTo(left(0.2 * 10 ** ((-3 * 0.415) / 20)), 1);
  expect(each['tilt -3 dB/octave']).toBeCloseTo(left(0.2 * 10 ** ((3 * 0.415) / 20)), 1);
  expect(each['low-pass 4 kHz']).toBeCloseTo(1, 2);
  expect(each['µ-law']).toBeCloseTo(1, 1);
  expect(each.telephone).toBeCloseTo(1, 1);
  const values = Object.values(each);
  expect(mean).toBeCloseTo(values.reduce((sum, value) => sum + value) / values.length, 9);
  expect(worst).toBe(Math.min(...values));
});

test('a whole window of silence around moves nothing; half a window moves a pattern to between two', async () => {
  const [found] = await retention(model, [event()], unit, {
    engine: 'cpu',
    heldOut: { whole: transforms.pad({ samples: 64 }), half: transforms.pad({ samples: 32 }) },
  });
  expect(found!.each.whole).toBeCloseTo(1, 5);
  expect(found!.each.half).toBeLessThan(0.5);
});

test('noise, and a sound with the sign flipped, have nothing to keep', async () => {
  expect((await measure(event(-0.2))).mean).toBeNaN();
  const steady = objectives.channel('energies', channel);
  const found = await measure(matchedNoise(event(), { hi: 1, lo: 2, mirrored: false }), steady);
  expect(Math.abs(found.clean / found.noise - 1)).toBeLessThan(1);
});

test('each sound by its own objective; penalties do not count, as no transform reaches them', async () => {
  const other = objectives.sum(unit, objectives.scale(objectives.energy(), 100));
  const [one, two] = await retention(model, [event(), event()], [unit, other], { engine: 'cpu' });
  expect(two!.clean).toBeCloseTo(one!.clean, 6);
  await expect(retention(model, [event()], [unit, unit])).rejects.toThrow(
    /an objective is needed for each of 1 sounds, got 2/,
  );
  await expect(retention(model, [event()], objectives.energy())).rejects.toThrow(InputError);
});
