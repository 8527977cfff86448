import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { expect, test } from 'vitest';
import { encodeFlac } from './flac.js';
import { soundArchive, soundName } from './sound-archive.js';

async function decoded(bytes: Uint8Array) {
  const decoder = new FLACDecoder();
  await decoder.ready;
  const { channelData, sampleRate, bitDepth } = await decoder.decodeFile(bytes);
  decoder.free();
  return { samples: channelData[0]!, sampleRate, bitDepth };
}

const sound = Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i * i * 1e-4) * (1 - i / 5000));

test('FLAC holds a sound to half a step of 24 bits', async () => {
  const bytes = await encodeFlac(sound, 22_050);
  const { samples, sampleRate, bitDepth } = await decoded(bytes);
  expect([samples.length, sampleRate, bitDepth]).toEqual([5000, 22_050, 24]);
  // This decoder takes 2²³ − 1 for full scale; its float32 adds a quarter of a step.
  const back = samples.map((sample) => (sample * (2 ** 23 - 1)) / 2 ** 23);
  const lost = back.reduce((most, sample, i) => Math.max(most, Math.abs(sample - sound[i]!)), 0);
  expect(lost).toBeLessThanOrEqual(0.75 * 2 ** -23);
  expect(bytes.length).toBeLessThan(5000 * 4);
});

test('equal sounds are equal bytes, several at once too', async () => {
  const [a, b] = await Promise.all([encodeFlac(sound, 16_000), encodeFlac(sound, 16_000)]);
  expect(a).toEqual(b);
});

test.each([0, 16_000.5, 70_001, 655_360, Number.NaN])(
  'a rate of %s Hz is refused, and spoils nothing',
  async (rate) => {
    await expect(encodeFlac(sound, rate)).rejects.toThrow(/FLAC can't hold a sound of/);
    await expect(encodeFlac(new Float32Array(0), 16_000)).rejects.toThrow(/samples of a sound must be/);
    expect((await decoded(await encodeFlac(sound, 96_000))).samples.length).toBe(5000);
  },
);

test('what leaves ±1 is clipped', async () => {
  const { samples } = await decoded(await encodeFlac(Float32Array.of(-2, 2, 0.5, -1), 16_000));
  expect([...samples].map((sample) => Math.round(sample * 1000) / 1000)).toEqual([-1, 1, 0.5, -1]);
});

test('an archive tells where each sound is', async () => {
  const sounds = [5, 512, 1000].map((length, i) => ({
    name: soundName('encoder.3/ffn', i),
    bytes: new Uint8Array(length).fill(i + 1),
  }));
  const { archive, places } = await soundArchive(sounds);
  for (const [i, { offset, bytes }] of places.entries()) {
    expect(archive.subarray(offset, offset + bytes)).toEqual(sounds[i]!.bytes);
  }
  expect(sounds[2]!.name).toBe('encoder_3_ffn-00002.flac');
});
