import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { type ChannelOptions, channel } from './channel.js';

const model = toyModel();
const samples = 64 * 5;
const bind = (options: ChannelOptions) =>
  channel('filters', 3, options).terms[0]!.term.bind({ model, batch: 1, samples });
const energies = (audio: Float32Array) =>
  Array.from({ length: 5 }, (_, frame) => Math.hypot(...audio.subarray(frame * 64, (frame + 1) * 64)));

// A norm r shared by n windows gives each r / √n; held by one, it gives that one r.
test.each([
  ['mean', {}, 0.5 / Math.sqrt(5)],
  ['max', { reduce: 'max' }, 0.5],
  ['logsumexp', { reduce: 'logsumexp' }, Math.log(5) + 0.5 / Math.sqrt(5)],
  ['mean of a window', { window: { fromFrame: 1, toFrame: 3 } }, 0.5 / Math.sqrt(2)],
] as const)('ascent on the %s reaches its known optimum', (_, options, optimum) => {
  const objective = channel('filters', 3, options);
  const found = ascend(model, objective, noise(1, samples, 0.5));
  expect(scores(model, objective, found)[0]![0]).toBeCloseTo(optimum, 4);
});

test('a window leaves the rest of the audio alone', () => {
  const found = ascend(model, channel('filters', 3, { window: { fromMs: 4, toMs: 12 } }), noise(1, samples, 0.5));
  // Frames are centred at 2, 6, 10, 14 and 18 ms.
  const expected = [0, 0.5 / Math.sqrt(2), 0.5 / Math.sqrt(2), 0, 0];
  energies(found).forEach((energy, frame) => {
    expect(energy).toBeCloseTo(expected[frame]!, 3);
  });
});

test('describes what is not the default', () => {
  const description = (options?: ChannelOptions) => channel('filters', 3, options).terms[0]!.term.description;
  expect(description()).toBe('channel(filters, 3)');
  expect(description({ reduce: 'max' })).toBe('channel(filters, 3, max)');
  expect(description({ window: { fromMs: 4, toMs: 12 } })).toBe('channel(filters, 3, 4 … 12 ms)');
  expect(description({ reduce: 'logsumexp', window: { fromFrame: 1, toFrame: 3 } })).toBe(
    'channel(filters, 3, logsumexp, frames 1 … 2)',
  );
});

test.each([
  [() => bind({ reduce: 'sum' as 'mean' }), 'unknown reduce "sum"; choose from mean, max, logsumexp, rms'],
  [
    () => bind({ window: [1, 2] as never }),
    'window must be { fromMs, toMs } or { fromFrame, toFrame }, got an array of 2',
  ],
  [() => bind({ window: { fromMs: -1, toMs: 2 } }), 'window.fromMs must be a finite number at least 0, got -1'],
  [() => bind({ window: { fromMs: 5, toMs: 5 } }), 'window.toMs must be a finite number above 5, got 5'],
  [() => bind({ window: { fromFrame: 2, toFrame: 2 } }), 'window.toFrame must be a whole number above 2, got 2'],
  [
    () => bind({ window: { fromFrame: 3, toFrame: 6 } }),
    'window of frames 3 … 5 is out of range; 320 samples give filters frames 0 … 4',
  ],
  [
    () => bind({ window: { fromMs: 0, toMs: 21 } }),
    'window to 21 ms is out of range; the audio lasts 20 ms (320 samples)',
  ],
  [
    () => bind({ window: { fromMs: 7, toMs: 9 } }),
    'window 7 … 9 ms holds no frame of filters; its frames are centred at 2 … 18 ms, 4 ms apart',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
