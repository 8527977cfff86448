import { fold, key, normal } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { toldLabels } from './told-labels.js';

const SAID = Array.from({ length: 300 }, (_, i) => ['AH', 'S', undefined, 'IY'][i % 4]);

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
  const told = await toldLabels(heard, SAID, undefined);
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
  expect(await toldLabels(heard, rare, undefined)).toEqual([undefined]);
});
