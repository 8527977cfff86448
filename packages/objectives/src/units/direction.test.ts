import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { direction } from './direction.js';
import type { Vector } from './vector.js';

const model = toyModel();
const samples = 64 * 5;
const vector = [0, 1, 0, -0.5, 0, 0, 2, 0];
const bind = (given: Vector) => direction('filters', given).terms[0]!.term.bind({ model, batch: 1, samples });
/** ⟨filters of a window, vector⟩ is the inner product of the window with this sound. */
const matched = Float32Array.from({ length: 64 }, (_, i) =>
  vector.reduce((sum, weight, c) => sum + weight * model.template(c)[i]!, 0),
);

test('ascent reaches the matched filter in every frame', () => {
  const found = ascend(model, direction('filters', vector), noise(1, samples, 2));
  const length = Math.hypot(...matched);
  // A norm of 2 shared by five windows gives each 2 / √5.
  expect(scores(model, direction('filters', vector), found)[0]![0]).toBeCloseTo((2 / Math.sqrt(5)) * length, 4);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo((2 / Math.sqrt(5)) * (matched[i % 64]! / length), 3);
  });
});

test('a cosine power asks that little else be there', () => {
  const cosine = (cosinePower: number) => {
    const found = ascend(model, direction('filters', vector, { cosinePower }), noise(1, samples, 2));
    // ⟨x, v⟩ cos⁰ and ⟨x, v⟩ cos¹ in each frame; the frames are alike.
    const [[dot]] = scores(model, direction('filters', vector), found) as [number[]];
    const [[bent]] = scores(model, direction('filters', vector, { cosinePower: 1 }), found) as [number[]];
    return bent! / dot!;
  };
  const [free, bound] = [cosine(0), cosine(8)];
  expect(bound).toBeGreaterThan(free + 0.05);
  expect(bound).toBeLessThanOrEqual(1);
});

test('a one-hot direction is a channel', () => {
  const audio = noise(1, samples, 2);
  const oneHot = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 0);
  const [[ours]] = scores(model, direction('filters', oneHot), audio) as [number[]];
  const frames = [0, 1, 2, 3, 4].map((frame) =>
    model.template(3).reduce((sum, value, i) => sum + value * audio[frame * 64 + i]!, 0),
  );
  expect(ours).toBeCloseTo(frames.reduce((a, b) => a + b) / 5, 5);
});

test('keeps the vector that it was given, and is named by its content', () => {
  const given = Float32Array.from(vector);
  const objective = direction('filters', given, { cosinePower: 2 });
  const before = scores(model, objective, noise(1, samples));
  given.fill(7);
  expect(scores(model, objective, noise(1, samples))).toEqual(before);
  expect(objective.terms[0]!.term.description).toMatch(/^direction\(filters, #[0-9a-f]{8}, cosine\^2\)$/);
  const other = direction('filters', given).terms[0]!.term;
  expect(other.description).not.toBe(direction('filters', vector).terms[0]!.term.description);
});

test.each([
  [() => bind('filters' as never), 'vector of direction must be a Float32Array or a list of numbers, got "filters"'],
  [() => bind([1, Number.NaN]), 'vector of direction must be finite, got NaN at channel 1'],
  [() => bind(new Float32Array(8)), 'vector of direction has no direction: all its numbers are 0'],
  [() => bind([]), 'vector of direction has no direction: all its numbers are 0'],
  [() => bind([1, 2, 3]), 'vector of direction has 3 numbers, filters 8 channels; give one for each'],
  [() => direction('filters', vector, { cosinePower: -1 }), 'cosinePower must be a finite number at least 0, got -1'],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
