import { fold, key, normal } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { followedProperties } from './followed-properties.js';
import { dealt, speechDeals } from './speech-deals.js';
import { toldLabels } from './told-labels.js';

const [WINDOWS, EACH, UNITS] = [61, 16, 200];
const COUNT = WINDOWS * EACH;

/** Moments of windows, so many windows a recording. */
const momentsOf = (perClip: number, windows = WINDOWS) =>
  Array.from({ length: windows * EACH }, (_, i) => ({
    window: Math.floor(i / EACH),
    clip: Math.floor(i / EACH / perClip),
  }));

const lone = (count: number) => Array.from({ length: count }, (_, i) => ({ window: i, clip: i }));

/** Noise that lasts: within windows by ρ of neighbours, and by a share that a recording has throughout. */
function lasting(
  seed: number,
  { rho, share = 0, perClip = WINDOWS }: { rho: number; share?: number; perClip?: number },
) {
  const draws = normal(fold(key(71), seed), 2 * COUNT);
  const out = new Float32Array(COUNT);
  let last = 0;
  for (let i = 0; i < COUNT; i++) {
    last = i % EACH === 0 ? draws[i]! : rho * last + Math.sqrt(1 - rho * rho) * draws[i]!;
    out[i] = Math.sqrt(1 - share) * last + Math.sqrt(share) * draws[COUNT + Math.floor(i / EACH / perClip)]!;
  }
  return out;
}

/** What units do, unit by unit, as a layer that was heard. */
const layerOf = (units: readonly Float32Array[]) => ({
  channels: units.length,
  moments: Float32Array.from(
    { length: COUNT * units.length },
    (_, k) => units[k % units.length]![Math.floor(k / units.length)]!,
  ),
  windows: new Float32Array(),
});

const own = { rho: 0.9 };
const ofRecordings = { rho: 0.9, share: 0.5, perClip: 3 };
const CASES = [
  ['as lasting as each other', { kindOf: () => own, speech: own, perClip: WINDOWS }],
  ['half of them lasting', { kindOf: (n: number) => ({ rho: n % 2 ? 0.1 : 0.97 }), speech: own, perClip: WINDOWS }],
  [
    'of recordings that differ',
    { kindOf: (n: number) => (n % 2 ? own : ofRecordings), speech: ofRecordings, perClip: 3 },
  ],
] as const;

test.each(CASES)('of units %s few are told by chance, and those that follow something are', async (_, given) => {
  const { kindOf, speech, perClip } = given;
  const [tone, loudness, voice, token] = [1, 2, 3, 4].map((seed) => [...lasting(seed, speech)]) as number[][];
  const voicing = voice!.map((value) => Number(value > -0.5));
  const pitch = tone!.map((value, i) => (voicing[i] ? value : undefined));
  const said = token!.map((value) => (value < -1 ? undefined : 'ABC'[Math.floor(value + 1)]));
  const noise = Array.from({ length: UNITS }, (_, n) => lasting(100 + n, kindOf(n)));
  const told = async (units: readonly Float32Array[], deals: Int32Array[]) => {
    const layer = layerOf(units);
    const followed = await followedProperties(layer, { pitch, loudness: loudness!, voicing }, { deals });
    const labels = await toldLabels(layer, said, { deals });
    return followed.map((one, n) => ({ ...one, label: labels[n]?.label }));
  };
  const counts = (units: readonly object[]) =>
    ['pitch', 'loudness', 'voicing', 'label'].map(
      (name) => units.filter((unit) => (unit as Record<string, unknown>)[name] !== undefined).length,
    );
  // Moments that are dealt one by one say what is not so.
  const single = await told(noise, speechDeals(lone(COUNT)));
  expect(Math.max(...counts(single))).toBeGreaterThan(0.1 * UNITS);
  const deals = speechDeals(momentsOf(perClip));
  for (const count of counts(await told(noise, deals))) expect(count).toBeLessThanOrEqual(1);

  const following = noise.map((unit, n) => {
    if (n < 10) return unit.map((value, i) => value + 1.5 * tone![i]!);
    if (n < 20) return unit.map((value, i) => value - 1.5 * loudness![i]!);
    return n < 30 ? unit.map((value, i) => value + 2 * Number(said[i] === 'B')) : unit;
  });
  const found = await told(following, deals);
  expect(found.slice(0, 10).every((one) => one.pitch! > 0.3)).toBe(true);
  expect(found.slice(10, 20).every((one) => one.loudness! < -0.3)).toBe(true);
  expect(found.slice(20, 30).every(({ label }) => label === 'B')).toBe(true);
  expect(Math.max(...counts(found.slice(30)))).toBeLessThanOrEqual(2);
});

test('a deal keeps windows whole and the windows of a recording together, and no two are the same', () => {
  const moments = momentsOf(3, 12);
  const deals = speechDeals(moments);
  // Recordings in a ring, begun anywhere, but as they were: 3! · 12 - 1.
  expect(deals).toHaveLength(71);
  expect(speechDeals(momentsOf(3))).toHaveLength(100);
  expect(new Set(deals.map((deal) => deal.join())).size).toBe(71);
  for (const deal of deals) {
    expect([...deal].sort((a, b) => a - b)).toEqual([...moments.keys()]);
    const order = Array.from({ length: 12 }, (_, window) => deal[window * EACH]! / EACH);
    expect([...deal]).toEqual(order.flatMap((window) => Array.from({ length: EACH }, (_, i) => window * EACH + i)));
    // In the order of a ring each recording is in one piece.
    const breaks = order.filter((window, i) => Math.floor(window / 3) !== Math.floor(order.at(i - 1)! / 3));
    expect(breaks).toHaveLength(4);
  }
});

test('where there is little to deal nothing is told', async () => {
  expect(speechDeals(momentsOf(WINDOWS, 20))).toHaveLength(19);
  expect(speechDeals(momentsOf(WINDOWS, 19))).toEqual([]);
  expect(speechDeals(momentsOf(1, 1))).toEqual([]);
  const tone = lasting(1, own);
  const layer = layerOf([tone]);
  const values = { pitch: [...tone], loudness: [...tone], voicing: [...tone] };
  const nothing = { pitch: undefined, loudness: undefined, voicing: undefined };
  expect(await followedProperties(layer, values, { deals: [] })).toEqual([nothing]);
  expect(
    await toldLabels(
      layer,
      [...tone].map((value) => (value > 0 ? 'A' : 'B')),
      { deals: [] },
    ),
  ).toEqual([undefined]);
});

test('what is not known lasts as what was known before', () => {
  const deal = Int32Array.of(3, 2, 1, 0);
  expect(dealt([undefined, 'a', undefined, 'b'], [1, 3], [deal])).toEqual([['a', 'a']]);
});
