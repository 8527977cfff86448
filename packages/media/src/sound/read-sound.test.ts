import { readFileSync } from 'node:fs';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { chunk, format, wav } from '../testing/wav-bytes.js';
import { encodeWav } from '../wav/encode.js';
import { readSound } from './read-sound.js';

/** Two channels of int16: 0.5 and 0.25, then 0 and −0.5. */
const stereo = wav(format({ channels: 2, rate: 8_000 }), chunk('data', [0, 0x40, 0, 0x20, 0, 0, 0, 0xc0]));
const opposite = wav(format({ channels: 2 }), chunk('data', [0, 0x40, 0, 0xc0, 0, 0x20, 0, 0xe0]));

test('mixes channels by their mean, or takes one', async () => {
  expect(await readSound(stereo)).toEqual({ samples: Float32Array.of(0.375, -0.25), sampleRate: 8_000 });
  expect((await readSound(stereo, { channel: 1 })).samples).toEqual(Float32Array.of(0.25, -0.5));
  expect((await readSound(opposite, { channel: 0 })).samples).toEqual(Float32Array.of(0.5, 0.25));
});

test('silence in all channels is a sound', async () => {
  const { samples } = await readSound(wav(format({ channels: 2 }), chunk('data', new Uint8Array(8))));
  expect(samples).toEqual(new Float32Array(2));
});

test('comes at the rate asked for', async () => {
  const { samples, sampleRate } = await readSound(readFileSync('fixtures/sound/wav/uint8.wav'), { sampleRate: 48_000 });
  expect([samples.length, sampleRate]).toEqual([12_000, 48_000]);
});

test.each<[Uint8Array, Parameters<typeof readSound>[1], string]>([
  [opposite, {}, 'the mean of the 2 channels is silent, as they cancel each other; choose one with { channel: 0 }'],
  [stereo, { channel: 2 }, 'channel must be a whole number at least 0 and at most 1, got 2; the sound has 2, counted'],
  [stereo, { sampleRate: -1 }, 'sampleRate must be a whole number at least 1'],
  [wav(format(), chunk('data', [])), {}, 'the WAV file holds no samples'],
  [encodeWav(Float32Array.of(1), { sampleRate: 1 }), { sampleRate: 16_000 }, 'the ratio of 1 Hz to 16000 Hz'],
  [Uint8Array.from(Buffer.from('fLaC')), {}, 'this is FLAC, not WAV'],
])('refuses what it cannot do: %#', async (bytes, options, message) => {
  await expect(readSound(bytes, options)).rejects.toThrow(InputError);
  await expect(readSound(bytes, options)).rejects.toThrow(message);
});

test('a truncated file is refused unless what there is shall be kept', async () => {
  const bytes = readFileSync('fixtures/sound/wav/truncated-download.wav');
  await expect(readSound(bytes)).rejects.toThrow('is truncated');
  expect((await readSound(bytes, { truncated: 'keep' })).samples).toHaveLength(4_000);
});
