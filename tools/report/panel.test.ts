import type { ModelAdapter } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import { expect, test } from 'vitest';
import { panelOf, spreadOver } from './panel.ts';

test('24 targets of every kind that tiny has, each fit for it, the same each time', async () => {
  const model = (await tiny()) as unknown as ModelAdapter;
  const panel = panelOf(model);
  expect(new Set(panel.map(({ name }) => name)).size).toBe(24);
  for (const { objective } of panel) {
    for (const { term } of objective.terms) term.bind({ model, batch: 1, samples: 16_000 });
  }
  const descriptions = panel.map(({ objective }) => objective.terms.map(({ term }) => term.description).join());
  expect(descriptions).toEqual(
    panelOf(model).map(({ objective }) => objective.terms.map(({ term }) => term.description).join()),
  );
  expect(descriptions[0]).toMatch(/^neuron\(conv\.2, \d+\)$/);
  const kinds = panel.map(({ kind }) => kind);
  expect(['neuron', 'channel', 'phone', 'word'].map((kind) => kinds.filter((one) => one === kind).length)).toEqual([
    7, 3, 10, 4,
  ]);
  expect(spreadOver(panel, 24)).toEqual(panel);
  expect(spreadOver(panel, 4).map(({ kind }) => kind)).toEqual(['neuron', 'channel', 'phone', 'word']);
  expect(spreadOver(panel, 1)).toHaveLength(1);
  model.dispose();
});
