import { fold, key, normal } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { speechDeals } from './speech-deals.js';
import { toldLabels } from './told-labels.js';

const SAID = Array.from({ length: 300 }, (_, i) => ['AH', 'S', undefined, 'IY'][i % 4]);

/** Each moment is a recording of its own. */
const freely = (count: number) => speechDeals(Array.from({ length: count }, (_, i) => ({ window: i, clip: i })));

test('a unit is named after what it tells, and one that tells nothing is not named', async () => {
  const channels = 4;
  const moments = normal(key(3), SAID.length * channels);
  for (const [i, label] of SAID.entries()) {
    if (label === 'S') moments[i * channels + 1]! += 4;
    // A unit that S silences tells none of the others well.
    if (label === 'IY') moments[i * channels + 2]! += 1.5;
  }
  for (const i of SAID.keys()) moments[i * channels + 3] = 0;
  const heard = { channels, moments, windows: new Float32Array() };
  const told = await toldLabels(heard, SAID, { deals: freely(SAID.length) });
  expect(told.map((one) => one?.label)).toEqual([undefined, 'S', 'IY', undefined]);
  expect(told[1]!.auc).toBeGreaterThan(0.99);
  // Φ(1.5 / √2).
  expect(Math.abs(told[2]!.auc - 0.856)).toBeLessThan(0.05);
});

test('a label of few moments is not looked for, and one label alone tells nothing', async () => {
  const moments = normal(fold(key(3), 1), 40);
  const heard = { channels: 1, moments, windows: new Float32Array() };
  const rare = Array.from({ length: 40 }, (_, i) => (i < 5 ? 'S' : 'AH'));
  for (let i = 0; i < 5; i++) moments[i] = 100;
  expect(await toldLabels(heard, rare, { deals: freely(40) })).toEqual([undefined]);
});

test('among many units and labels, few are named by chance', async () => {
  const [channels, count] = [100, 1000];
  const said = Array.from({ length: count }, (_, i) => `L${(i * 7) % 20}`);
  const moments = normal(key(8), count * channels);
  // Half of the units tell a class of ten labels from the rest.
  for (const [i, label] of said.entries()) {
    if (Number(label.slice(1)) >= 10) continue;
    for (let unit = 0; unit < 50; unit++) moments[i * channels + unit]! += 1.5;
  }
  const told = await toldLabels({ channels, moments, windows: new Float32Array() }, said, { deals: freely(count) });
  expect(told.slice(0, 50).filter((one) => one !== undefined)).toHaveLength(50);
  expect(told.slice(50).filter((one) => one !== undefined).length).toBeLessThanOrEqual(3);
});
