import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { layer } from './layer.js';

const model = toyModel();

test('ascent reaches the sound that all channels together hear best', () => {
  // Σ over channels of ⟨template, x⟩² is largest for the first principal direction of the templates.
  const templates = Array.from({ length: 8 }, (_, c) => model.template(c));
  let best = templates[0]!;
  let eigenvalue = 0;
  for (let i = 0; i < 2000; i++) {
    const heard = templates.map((t) => t.reduce((sum, value, k) => sum + value * best[k]!, 0));
    const next = best.map((_, k) => templates.reduce((sum, t, c) => sum + heard[c]! * t[k]!, 0));
    eigenvalue = Math.hypot(...next);
    best = next.map((value) => value / eigenvalue);
  }
  const found = ascend(model, layer('filters'), noise(1, 320, 2));
  expect(scores(model, layer('filters'), found)[0]![0]).toBeCloseTo((4 * eigenvalue) / 40, 3);
});

test('tells an unknown layer', () => {
  expect(() => layer('filter').terms[0]!.term.bind({ model, batch: 1, samples: 320 })).toThrow(
    new InputError('unknown layer of toy "filter"; choose from filters, energies'),
  );
});
