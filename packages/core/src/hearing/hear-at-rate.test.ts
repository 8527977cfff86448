import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { activations } from './activations.js';

const model = toyModel();
/** 100 Hz for 0.1 s, at any rate. */
const tone = (sampleRate: number) => ({
  sampleRate,
  samples: Float32Array.from({ length: sampleRate / 10 }, (_, i) => Math.sin((2 * Math.PI * 100 * i) / sampleRate)),
});
const hear = (audio: Parameters<typeof activations>[1]) => activations(model, audio, ['filters'], { engine: 'cpu' });

test('sounds of any rates and bare samples are heard side by side, as the same', async () => {
  const { filters } = await hear([tone(16_000).samples, tone(16_000), tone(48_000), tone(22_050)]);
  const size = filters.data.length / 4;
  const items = [0, 1, 2, 3].map((item) => filters.data.subarray(item * size, (item + 1) * size));
  expect(items[1]).toEqual(items[0]);
  const inner = (item: Float32Array) => item.subarray(64, size - 64);
  for (const item of [items[2]!, items[3]!]) {
    for (const [i, value] of inner(item).entries()) expect(value).toBeCloseTo(inner(items[0]!)[i]!, 3);
  }
});

test.each<[unknown, RegExp]>([
  [{ samples: new Float32Array(640), sampleRate: 0 }, /^sampleRate of audio 0 must be a finite number above 0, got 0/],
  [[{ samples: [1], sampleRate: 8_000 }], /^the samples of audio 0 must be a Float32Array, got an array of 1$/],
  [{ samples: new Float32Array(640), sampleRate: 100 }, /^the ratio of 100 Hz to 16000 Hz must be .* at most 32/],
  [{ samples: Float32Array.of(0, Number.NaN), sampleRate: 16_000 }, /^audio 0 must be finite, got NaN at sample 1$/],
  [
    { channels: [new Float32Array(640)], sampleRate: 16_000 },
    /got channels, as decodeWav answers; readSound mixes them to one/,
  ],
  ['clip.wav', /^audio must be a Float32Array/],
])('refuses %o', async (audio, message) => {
  const failure = await hear(audio as Float32Array).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(message);
});
