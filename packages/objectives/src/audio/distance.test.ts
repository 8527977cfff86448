import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { ascend, gradientOf, noise, scores } from '../testing/ascend.js';
import { readGoldens } from '../testing/golden.js';
import { distance } from './distance.js';

const model = toyModel();
const clip = Float32Array.from({ length: 1600 }, (_, i) => 0.2 * Math.sin(0.2 * i + 0.0002 * i * i));
type Facts = { readonly sizes: number[]; readonly clip: number[] };

test.each(readGoldens<Facts>('distance').map((golden) => [golden.name, golden] as const))(
  '%s: as PyTorch, with its gradient',
  (_, { x, shape, sizes, clip: theirs, score, gradient }) => {
    const [batch, samples] = shape as [number, number];
    const clips = [0, 1].map((item) => Float32Array.from(theirs.slice(item * samples, (item + 1) * samples)));
    const objective = distance(clips, { sizes });
    const audio = Float32Array.from(x);
    scores(model, objective, audio, batch)[0]!.forEach((value, i) => {
      expect(value).toBeCloseTo(score[i]!, 4);
    });
    const found = gradientOf(model, objective, audio, batch);
    const largest = Math.max(...gradient.map(Math.abs));
    for (const [i, value] of gradient.entries()) expect(Math.abs(found[i]! - value) / largest).toBeLessThan(1e-3);
  },
);

test('the clip itself scores 0, with a gradient of 0; its phase does not count', () => {
  expect(Math.abs(scores(model, distance(clip), clip)[0]![0]!)).toBe(0);
  expect(gradientOf(model, distance(clip), clip, 1).every((value) => value === 0)).toBe(true);
  expect(
    scores(
      model,
      distance(clip),
      clip.map((x) => -x),
    )[0]![0],
  ).toBeCloseTo(0, 5);
});

test('a sound at the rate of the model is its samples', () => {
  const sound = { samples: clip, sampleRate: model.sampleRate };
  const other = noise(1, 1600, 1);
  expect(scores(model, distance(sound), other)).toEqual(scores(model, distance(clip), other));
  expect(distance(sound).terms[0]!.term.description).toBe(distance(clip).terms[0]!.term.description);
});

test('ascent from noise comes near', () => {
  const start = noise(1, 1600, Math.hypot(...clip));
  const objective = distance(clip, { sizes: [64, 256] });
  const before = scores(model, objective, start)[0]![0]!;
  const after = scores(model, objective, ascend(model, objective, start))[0]![0]!;
  expect(after).toBeGreaterThan(0.5 * before);
});

test.each([
  [() => distance([]), 'the clip of distance must be a Float32Array, a sound or a list of them, got an array of 0'],
  [
    () => distance([[1] as never]),
    'clip 0 of distance must be a Float32Array or a sound, { samples: Float32Array, sampleRate }, got an array of 1',
  ],
  [() => distance(Float32Array.of(0, Number.NaN)), 'clip 0 of distance must be finite, got NaN at sample 1'],
  [() => distance(new Float32Array(4)), 'clip 0 of distance is silent (4 samples); take energy() instead'],
  [() => distance(clip, { sizes: [] }), 'sizes of distance must be a list of at least one window, got an array of 0'],
  [() => distance(clip, { sizes: [300] }), 'sizes of distance must be a power of two, got 300; try 256'],
  [
    () => distance({ samples: clip, sampleRate: 8000 }).terms[0]!.term.bind({ model, batch: 1, samples: 1600 }),
    'the clip of distance is at 8000 Hz, toy hears at 16000 Hz; convert it by await resample(sound, 16000)',
  ],
  [
    () => distance(clip).terms[0]!.term.bind({ model, batch: 1, samples: 320 }),
    'the clip of distance has 1600 samples, the render 320 at 16000 Hz; render 1600 samples, or cut or pad the clip',
  ],
  [
    () => distance([clip, clip]).terms[0]!.term.bind({ model, batch: 3, samples: 1600 }),
    'distance has 2 clips for a batch of 3; give one, or one for each item',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
