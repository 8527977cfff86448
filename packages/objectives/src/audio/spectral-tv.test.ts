import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { gradientOf, noise, scores } from '../testing/ascend.js';
import { readGoldens } from '../testing/golden.js';
import { type SpectralTvOptions, spectralTv } from './spectral-tv.js';

const model = toyModel();
type Facts = { readonly along: 'time' | 'frequency' | 'both'; readonly size: number };

test.each(readGoldens<Facts>('spectral-tv').map((golden) => [golden.name, golden] as const))(
  '%s: as PyTorch, with its gradient',
  (_, { x, shape, along, size, score, gradient }) => {
    const [audio, batch] = [Float32Array.from(x), shape[0]!];
    scores(model, spectralTv({ along, size }), audio, batch)[0]!.forEach((value, i) => {
      expect(value).toBeCloseTo(score[i]!, 4);
    });
    const found = gradientOf(model, spectralTv({ along, size }), audio, batch);
    const largest = Math.max(...gradient.map(Math.abs));
    for (const [i, value] of gradient.entries()) expect(Math.abs(found[i]! - value) / largest).toBeLessThan(1e-3);
  },
);

test('a held tone is smoother along time than noise; silence is smooth', () => {
  const tone = Float32Array.from({ length: 8000 }, (_, i) => 0.1 * Math.sin(0.3 * i));
  const of = (audio: Float32Array, along: 'time' | 'frequency') => scores(model, spectralTv({ along }), audio)[0]![0]!;
  const rough = noise(1, 8000, Math.hypot(...tone));
  expect(of(tone, 'time')).toBeGreaterThan(of(rough, 'time') + 1);
  expect(Math.abs(of(new Float32Array(8000), 'time'))).toBe(0);
  expect(Math.abs(of(new Float32Array(8000), 'frequency'))).toBe(0);
});

const bind = (options: SpectralTvOptions, samples = 320) =>
  spectralTv(options).terms[0]!.term.bind({ model, batch: 1, samples });

test.each([
  [() => bind({ along: 'pitch' as 'time' }), 'unknown along "pitch"; choose from time, frequency, both'],
  [() => bind({ size: 500 }), 'size of spectralTv must be a power of two, got 500; try 512'],
  [() => bind({ size: 2 }), 'size of spectralTv must be a whole number at least 4 and at most 1048576, got 2'],
  [() => bind({}, 100), 'spectralTv() needs 128 samples for a second window, got 100'],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
