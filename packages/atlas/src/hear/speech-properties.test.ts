import { speechWindows } from '@audiate/evaluate';
import { fold, key, normal } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { followedProperties } from './followed-properties.js';
import { speechDeals } from './speech-deals.js';
import { speechMoments } from './speech-moments.js';
import { speechProperties } from './speech-properties.js';

const sampleRate = 8000;
const SECOND = sampleRate;

/** A buzz of some Hz. */
const buzz = (hz: number, gain: number, samples: number) =>
  Float32Array.from({ length: samples }, (_, i) =>
    [1, 2, 3, 4].reduce((sum, n) => sum + (gain / n) * Math.sin((2 * Math.PI * n * hz * i) / sampleRate + n), 0),
  );

test('pitch, loudness and voicing are those of the moment, and silence has no pitch', async () => {
  const clip = new Float32Array(4 * SECOND);
  clip.set(buzz(120, 0.3, SECOND), 0);
  clip.set(buzz(240, 0.03, SECOND), SECOND);
  clip.set(
    normal(key(1), SECOND).map((x) => 0.1 * x),
    2 * SECOND,
  );
  // Shorter than a window: it stands in silence.
  const clips = [clip, buzz(200, 0.3, SECOND / 4)];
  const windows = speechWindows(clips, SECOND);
  const moments = speechMoments(windows, sampleRate);
  const { pitch, loudness, voicing } = await speechProperties(moments, { clips, windows, sampleRate });
  const within = (from: number, clip = 0) =>
    [...moments.keys()].filter((i) => moments[i]!.clip === clip && Math.abs(moments[i]!.seconds - from - 0.5) < 0.4);
  for (const i of within(0)) {
    expect(pitch[i]! / 120).toBeCloseTo(1, 1);
    expect(voicing[i]).toBe(1);
  }
  for (const i of within(1)) expect(pitch[i]! / 240).toBeCloseTo(1, 1);
  const [loud, soft] = [within(0), within(1)].map((all) => all.reduce((sum, i) => sum + loudness[i]!, 0) / all.length);
  expect(loud! - soft!).toBeCloseTo(20, 0);
  expect(within(2).filter((i) => voicing[i] === 1).length).toBeLessThan(within(2).length / 4);
  for (const i of within(3)) expect([pitch[i], voicing[i], loudness[i]]).toEqual([undefined, 0, -100]);
  const [short] = [...moments.keys()].filter(
    (i) => moments[i]!.clip === 1 && Math.abs(moments[i]!.seconds - 0.125) < 0.03,
  );
  expect(pitch[short!]! / 200).toBeCloseTo(1, 1);
  expect(loudness[moments.findIndex(({ clip, seconds }) => clip === 1 && seconds < -0.1)]).toBe(-100);
});

test('a rate at which no pitch is looked for has loudness alone', async () => {
  const clips = [normal(key(2), 4000)];
  const windows = speechWindows(clips, 1000);
  const moments = speechMoments(windows, 1000);
  const { pitch, loudness, voicing } = await speechProperties(moments, { clips, windows, sampleRate: 1000 });
  expect(new Set([...pitch, ...voicing])).toEqual(new Set([undefined]));
  expect(Math.abs(loudness[3]!)).toBeLessThan(3);
});

test('units that follow a property are told from those that follow it by chance', async () => {
  const [channels, count] = [60, 500];
  const values = normal(key(3), 3 * count);
  const properties = {
    // Unvoiced at every fifth moment.
    pitch: Array.from({ length: count }, (_, i) => (i % 5 === 0 ? undefined : 120 + 20 * values[i]!)),
    loudness: Array.from({ length: count }, (_, i) => values[count + i]!),
    voicing: Array.from({ length: count }, (_, i) => (i % 5 === 0 ? 0 : 1)),
  };
  const moments = normal(fold(key(3), 1), count * channels);
  for (let i = 0; i < count; i++) {
    moments[i * channels]! += 2 * values[i]!;
    moments[i * channels + 1]! -= 2 * values[count + i]!;
    moments[i * channels + 2]! += 3 * properties.voicing[i]!;
    moments[i * channels + 3] = 7;
  }
  const deals = speechDeals(Array.from({ length: count }, (_, i) => ({ window: i, clip: i })));
  const told = await followedProperties({ channels, moments, windows: new Float32Array() }, properties, { deals });
  // Spearman's ρ of two normals that correlate by r = 2 / √5: 6 / π asin(r / 2).
  const expected = (6 / Math.PI) * Math.asin(1 / Math.sqrt(5));
  expect(told[0]!.pitch).toBeCloseTo(expected, 1);
  expect(told[1]!.loudness).toBeCloseTo(-expected, 1);
  expect(told[2]!.voicing).toBeGreaterThan(0.5);
  expect(told[3]).toEqual({ pitch: undefined, loudness: undefined, voicing: undefined });
  const byChance = told.flatMap((one, unit) =>
    Object.entries(one).filter(
      ([name, value]) => value !== undefined && ['pitch', 'loudness', 'voicing'][unit] !== name,
    ),
  );
  expect(byChance.length).toBeLessThanOrEqual(2);
  const still = { pitch: [120, 120], loudness: [1, 2], voicing: [1, 0] };
  const few = await followedProperties({ channels: 1, moments: Float32Array.of(1, 2), windows: moments }, still, {
    deals,
  });
  expect(few).toEqual([{ pitch: undefined, loudness: undefined, voicing: undefined }]);
});
