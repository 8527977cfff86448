import type { Context } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { type At, bindAt, checkAt, describeAt } from './at.js';

// wav2vec2-base's encoder: 16,384 samples give 50 frames of 400 samples, 320 apart.
const layer = { depth: 0, channels: 4, hop: 320, offset: 0, receptiveField: 400, minSamples: 400, global: true };
const model = { name: 'base', fingerprint: 'f', sampleRate: 16_000, minSamples: 400, layers: { encoder: layer } };
const context: Context = { model, batch: 1, samples: 16_384 };

test.each<[At, number]>([
  ['center', 25],
  [0, 0],
  [49, 49],
  [{ ms: 0 }, 0],
  [{ ms: 12.5 }, 0],
  [{ ms: 22 }, 0],
  [{ ms: 23 }, 1],
  [{ ms: 32.5 }, 1],
  [{ ms: 400 }, 19],
  [{ ms: 1024 }, 49],
])('%o is frame %i', (at, frame) => {
  expect(bindAt(at, 'encoder', context)(50)).toEqual({ from: frame, count: 1 });
});

test('a time follows the sound when the heard audio is padded', () => {
  expect(bindAt({ ms: 400 }, 'encoder', context)(54)).toEqual({ from: 21, count: 1 });
});

test('keeps its form through a spec, and describes itself', () => {
  for (const at of ['center', 3, { ms: 400 }] as const) expect(checkAt(at)).toEqual(at);
  expect([describeAt('center'), describeAt(3), describeAt({ ms: 400 })]).toEqual([[], ['at frame 3'], ['at 400 ms']]);
});
