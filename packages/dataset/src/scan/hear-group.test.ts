import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { type Listeners, listeners } from '../hearing/listeners.js';
import { layerTally } from '../tally/layer-tally.js';
import { hearGroup } from './hear-group.js';

test('groups of many lengths make few programs: those at hand are used first', async () => {
  const model = toyModel();
  const real = listeners(model, ['filters'], { window: 4000, engine: 'cpu' });
  let made = 0;
  const counting: Listeners = {
    ...real,
    for(samples, batch) {
      if (!real.has(samples, batch)) made++;
      return real.for(samples, batch);
    },
  };
  const tally = layerTally(8, { topK: 2, sampled: 2 });
  const lengths = Array.from({ length: 20 }, (_, i) => 640 + 64 * ((i * 7) % 20));
  const groups = 4;
  for (let group = 0; group < groups; group++) {
    const pieces = lengths.map((samples, i) => ({
      window: { file: `${group}-${i}`, start: 0, samples },
      sound: new Float32Array(samples).fill(0.1),
    }));
    const outcome = await hearGroup(pieces, [tally], { listeners: counting, layers: ['filters'], batch: 1 });
    expect(outcome).toHaveLength(20);
  }
  real.dispose();
  // 20 at first, then the four that are not among the sixteen kept.
  expect(made).toBe(20 + 4 * (groups - 1));
});
