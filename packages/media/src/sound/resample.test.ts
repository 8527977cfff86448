import { readFileSync } from 'node:fs';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { resample } from './resample.js';

const tone = (sampleRate: number, hz: number, length: number, amplitude = 1) => ({
  sampleRate,
  samples: Float32Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRate)),
});
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, v) => sum + v * v, 0) / samples.length);
/** Without what rings at the ends. */
const inner = (samples: Float32Array) => samples.subarray(2_000, samples.length - 2_000);

test.each([
  [44_100, 16_000],
  [48_000, 16_000],
  [8_000, 16_000],
  [11_025, 16_000],
  [96_000, 16_000],
  [22_050, 24_000],
])('%i to %i Hz: a tone at 0.84 of the Nyquist frequency is itself, in time and beyond ±1', async (from, to) => {
  const hz = 0.42 * Math.min(from, to);
  const { samples, sampleRate } = await resample(tone(from, hz, from, 3), to);
  expect(sampleRate).toBe(to);
  expect(samples).toHaveLength(to);
  const wanted = tone(to, hz, to, 3).samples;
  expect(rms(inner(samples.map((v, i) => v - wanted[i]!)))).toBeLessThan(1e-4 * rms(wanted));
});

test('what is above the new Nyquist frequency does not come back as something else', async () => {
  const { samples } = await resample(tone(44_100, 9_000, 44_100), 16_000);
  expect(rms(inner(samples))).toBeLessThan(2e-6);
});

test('ceil(n · to / from) samples, from one sample on, also where it goes in many blocks', async () => {
  for (const length of [1, 2, 440, 441, 442, 48_307]) {
    const { samples } = await resample(tone(44_100, 440, length), 16_000);
    expect(samples).toHaveLength(Math.ceil((length * 16_000) / 44_100));
  }
});

test('only the view counts, not what lies around it, and the sound stays as it was', async () => {
  const around = new Float32Array(3_000).fill(1);
  const { samples } = tone(32_000, 440, 1_000);
  around.set(samples, 1_001);
  const view = { samples: around.subarray(1_001, 2_001), sampleRate: 32_000 };
  const plain = await resample({ samples, sampleRate: 32_000 }, 16_000);
  expect((await resample(view, 16_000)).samples).toEqual(plain.samples);
  expect(view.samples).toEqual(samples);
});

test('a sound at that rate is returned as it is; several at once do not mix', async () => {
  const sound = tone(16_000, 440, 100);
  expect(await resample(sound, 16_000)).toBe(sound);
  const [high, low] = [tone(44_100, 1_000, 60_000), tone(44_100, 300, 60_000)];
  const together = await Promise.all([resample(high, 16_000), resample(low, 16_000)]);
  expect(together[0]).toEqual(await resample(high, 16_000));
  expect(together[1]).toEqual(await resample(low, 16_000));
});

test('as soxr made the 16 kHz fixture from the 44.1 kHz one, to what soxr and libsamplerate leave below 7.2 kHz', async () => {
  const { readSound } = await import('./read-sound.js');
  const sound = await readSound(readFileSync('fixtures/sound/speech-44k-stereo-24.wav'), { sampleRate: 16_000 });
  const { samples } = await readSound(readFileSync('fixtures/sound/speech-back-16k.wav'));
  expect(rms(sound.samples.map((v, i) => v - samples[i]!))).toBeLessThan(0.005 * rms(samples));
});

test.each<[unknown, number, string]>([
  [tone(44_100, 1, 10), 0, 'sampleRate must be a whole number at least 1'],
  [tone(44_100, 1, 10), 16_000.5, 'sampleRate must be a whole number'],
  [tone(1, 1, 10), 16_000, 'the ratio of 1 Hz to 16000 Hz must be a finite number at least 0.03125 and at most 32'],
  [{ samples: new Float32Array(0), sampleRate: 8_000 }, 16_000, 'audio must hold at least 1 sample'],
  [{ samples: Float32Array.of(Number.NaN), sampleRate: 8_000 }, 16_000, 'audio must be finite'],
  [new Float32Array(3), 16_000, 'a sound must be { samples, sampleRate }, got Float32Array of 12 bytes'],
])('refuses %o at %d', async (sound, rate, message) => {
  const failure = resample(sound as { samples: Float32Array; sampleRate: number }, rate);
  await expect(failure).rejects.toThrow(InputError);
  await expect(failure).rejects.toThrow(message);
});
