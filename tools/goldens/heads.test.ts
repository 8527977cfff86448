import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { activations, objectives, param, type RenderOptions, render, save, transforms } from '@audiate/core';
import { loadWav2Vec2, type Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import type { Objective } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';

const { channel, each, logit, neuron, product, scale, sum, timeWindow, interpolate } = objectives;
const options: RenderOptions = {
  samples: 400,
  steps: 4,
  every: 2,
  seed: 5,
  batch: 2,
  draws: 2,
  param: param.rms(param.spectrum({ prior: 'flat', floorHz: 40 })),
  transforms: transforms.compose(transforms.shift({ samples: 3 }), transforms.resample({ percent: 4 })),
};

const rows: [line: string, Objective<Wav2Vec2Layer>][] = [
  ['clip-weighted', logit('ang')],
  ['clip-weighted', neuron('classifier', 2)],
  ['clip-weighted', neuron('classifier', 2, { at: { ms: 20 }, neighbors: 0.1 })],
  ['clip-weighted', each([logit('hap'), logit('sad')])],
  ['clip-weighted', product(logit('ang'), channel('classifier', 1))],
  ['clip-weighted', interpolate(logit('hap'), logit('sad'))],
  ['clip-pre-norm', sum(logit('yes'), scale(logit('no'), -0.5))],
  ['frames', logit('hap', { at: 'center' })],
  ['frames', timeWindow(logit('hap'), { fromFrame: 3, toFrame: 9 })],
  ['frames-weighted', channel('classifier', 3, { window: { fromMs: 5, toMs: 15 } })],
  ['speaker', channel('embedding', 4)],
  ['speaker-weighted', neuron('classifier', 4)],
  ['attention-adapter', channel('encoder.1', 4)],
  ['conv-adapter', neuron('adapter.0', 4)],
];

describe.each(rows)('%s', (line, objective) => {
  const [{ term }] = objective.terms as [Objective['terms'][number]];
  test(`${term.description} is climbed by the compiled engine as by cpu`, async () => {
    const model = await loadWav2Vec2(lineFolder(line));
    const ours = await render(model, objective, { ...options, engine: 'onnxruntime' });
    const theirs = await render(model, objective, { ...options, engine: 'cpu' });
    expect([ours.engine.name, ours.history.length]).toEqual(['onnxruntime', 4]);
    for (const [i, { total }] of theirs.history.entries()) {
      for (const [item, score] of total.entries()) expect(ours.history[i]!.total[item]).toBeCloseTo(score, 3);
    }
    for (const [item, sound] of theirs.audio.entries()) {
      const difference = Math.max(...sound.map((x, i) => Math.abs(x - ours.audio[item]![i]!)));
      expect(difference / Math.max(...sound.map(Math.abs))).toBeLessThan(1e-3);
    }
    model.dispose();
  });
});

test('a render climbs to a class, and its card is written', async () => {
  const model = await loadWav2Vec2(lineFolder('clip-weighted'));
  const result = await render(model, logit('ang'), { ...options, batch: 1, draws: 1, steps: 24, engine: 'cpu' });
  const scores = result.history.map(({ total }) => total[0]!);
  expect(scores.at(-1)).toBeGreaterThan(scores[0]! + 0.1);
  const { classifier } = await activations(model, result.best[0]!.audio, ['classifier'], { engine: 'cpu' });
  expect(classifier.shape).toEqual([1, 1, 4]);
  expect(classifier.data[2]).toBeCloseTo(result.best[0]!.score, 3);
  const folder = await mkdtemp(join(tmpdir(), 'heads-'));
  await save(result, folder);
  const card = (await readdir(folder)).find((name) => name.endsWith('.html'))!;
  expect(await readFile(join(folder, card), 'utf8')).toContain('logit(ang)');
  await rm(folder, { recursive: true });
  model.dispose();
});

test('what a layer of one frame has not is told', async () => {
  const model = await loadWav2Vec2(lineFolder('clip-weighted'));
  const refused = (objective: Objective<Wav2Vec2Layer>) => expect(render(model, objective, options)).rejects;
  await refused(logit('angry')).toThrow('unknown token "angry" of clip-weighted; choose from neu, hap, ang, sad');
  await refused(neuron('classifier', 2, { at: 1 })).toThrow('frame 1 of classifier is out of range');
  await refused(channel('classifier', 2, { window: { fromMs: 0, toMs: 20 } })).toThrow(
    'classifier has one frame for the whole clip, so no window of milliseconds; leave the window out',
  );
  await refused(timeWindow(logit('ang'), { fromFrame: 0, toFrame: 1 })).toThrow(
    "timeWindow can't cut classifier, which has one frame for the whole clip",
  );
  await refused(logit('ang', { at: 3 })).toThrow('frame 3 of classifier is out of range');
  const without = await loadWav2Vec2(lineFolder('speaker'));
  await expect(render(without, logit('ang'), options)).rejects.toThrow(
    'needs a model with a vocabulary; speaker has none',
  );
});
