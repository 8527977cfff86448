import { objectives, render, reviveSettings } from '@audiate/core';
import { naturalness, retention } from '@audiate/evaluate';
import type { ModelAdapter } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import { expect, test } from 'vitest';
import { chunksOf } from '../plan/atlas-plan.js';
import { planAtlas } from '../plan/plan-atlas.js';
import { emptyFolder } from '../testing/small-atlas.js';
import { renderChunk } from './render-chunk.js';

test('a row holds the figures of the card of its sound, and an abort leaves none', async () => {
  const model = (await tiny()) as ModelAdapter;
  const how = { steps: 4, seconds: 0.3, batch: 2, unitsPerChunk: 2, retentionDraws: 1 };
  const plan = await planAtlas(model, ['conv.5:8-9'], how);
  const [chunk] = chunksOf(plan);
  const [work, engine] = [await emptyFolder(), 'wasm'] as const;
  const { signal } = new AbortController();
  const { rows } = (await renderChunk(model, plan, chunk!, { work, engine, signal, onUnits() {} }))!;

  const { batch: _, ...settings } = reviveSettings(plan.settings);
  const targets = [8, 9].map((unit) => objectives.channel('conv.5', unit));
  const { audio } = await render(model, objectives.each(targets), { ...settings, engine });
  const kept = await retention(model, audio, targets, { draws: 1, engine });
  const heard = naturalness(model, audio, targets);
  for (const [i, row] of rows.entries()) {
    expect(row.retention).toBeCloseTo(kept[i]!.mean, 5);
    expect(row.worstRetention).toBeCloseTo(kept[i]!.worst, 5);
    expect(row.worstRetention).toBeLessThan(row.retention!);
    expect(row.slope).toBeCloseTo(heard[i]!.slopeDbPerOctave, 9);
    expect(row.density).toBeCloseTo(heard[i]!.density, 9);
    expect(row.energyBelow50Hz).toBeCloseTo(heard[i]!.energyBelow50Hz, 9);
  }

  const stopped = await renderChunk(model, plan, chunk!, {
    work,
    engine,
    signal: AbortSignal.abort(),
    onUnits() {},
  });
  expect(stopped).toBeUndefined();
});

test('a row of a head is named after its token', async () => {
  const model = (await tiny()) as ModelAdapter;
  const how = { steps: 1, seconds: 0.2, batch: 2, unitsPerChunk: 2, retentionDraws: 0 };
  const plan = await planAtlas(model, ['logits:4-5'], how);
  const { signal } = new AbortController();
  const rendered = await renderChunk(model, plan, chunksOf(plan)[0]!, {
    ...{ work: await emptyFolder(), engine: 'wasm', signal },
    onUnits() {},
  });
  expect(rendered!.rows.map(({ name }) => name)).toEqual(model.vocabulary!.slice(4, 6));
});
