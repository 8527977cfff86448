import { expect, test } from 'vitest';
import type { Listeners } from '../hearing/listeners.js';
import { batchesOf } from './batches.js';

const pieces = [300, 100, 300, 250, 300, 120, 90].map((length) => ({ sound: new Float32Array(length) }));
const listeners = (hearsShorter: boolean, has: Listeners['has'] = () => false) =>
  ({ hearsShorter, has }) as Partial<Listeners> as Listeners;
const shapes = (batch: number, given: Listeners) =>
  batchesOf(pieces, batch, given).map(({ pieces: own, samples, places }) => [
    samples,
    places,
    own.map(({ sound }) => sound.length),
  ]);

test('neighbours by length share a batch, the last places are left over', () => {
  expect(shapes(3, listeners(true))).toEqual([
    [90, 3, [90]],
    [250, 3, [250, 120, 100]],
    [300, 3, [300, 300, 300]],
  ]);
  expect(shapes(1, listeners(true)).map(([samples]) => samples)).toEqual([90, 100, 120, 250, 300, 300, 300]);
});

test('without padding equal lengths do, and what is left is heard alone', () => {
  expect(shapes(2, listeners(false))).toEqual([
    [90, 1, [90]],
    [100, 1, [100]],
    [120, 1, [120]],
    [250, 1, [250]],
    [300, 2, [300, 300]],
    [300, 1, [300]],
  ]);
});

test('programs at hand come first', () => {
  const [first] = shapes(
    3,
    listeners(true, (samples) => samples === 300),
  );
  expect(first).toEqual([300, 3, [300, 300, 300]]);
});
