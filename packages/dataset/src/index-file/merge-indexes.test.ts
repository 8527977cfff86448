import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import type { CorpusClip } from '../scan/clip-source.js';
import { scan } from '../scan/scan.js';
import { toyCorpus } from '../testing/toy-corpus.js';
import { mergeIndexes } from './merge-indexes.js';

test('clips of several shards that have one name: any order and any grouping give the same bytes', async () => {
  const options = { layers: ['filters', 'energies'], engine: 'cpu', window: 0.25, topK: 4, sampled: 5 } as const;
  const model = toyModel();
  // Other sounds, labels and lengths by the same names; one that is the same sound but for its place, so that values tie.
  const named = (clips: readonly CorpusClip[], label?: string) =>
    clips.map(({ sound }, i): CorpusClip => ({ file: `${i}.wav`, sound, ...(label ? { label } : {}) }));
  const late = toyCorpus(6).map(({ sound, ...clip }) => {
    const samples = (sound as () => Float32Array)();
    return { ...clip, sound: Float32Array.from(samples, (_, t) => samples[(t + 640) % samples.length]!) };
  });
  const parts = [named(toyCorpus(6)), named(toyCorpus(6, 40)), named(toyCorpus(6), 'dog'), named(late)];
  const [a, b, c, d] = await Promise.all(parts.map((clips) => scan(model, clips, options)));
  const merged = [
    await mergeIndexes([a!, b!, c!, d!]),
    await mergeIndexes([d!, c!, b!, a!]),
    await mergeIndexes([await mergeIndexes([d!, b!]), await mergeIndexes([c!, a!])]),
    await mergeIndexes([b!, await mergeIndexes([a!, await mergeIndexes([c!, d!])])]),
  ];
  const [first, ...others] = await Promise.all(merged.map((index) => index.bytes()));
  expect(merged[0]!.facts.clips).toBe(24);
  for (const bytes of others) expect(bytes).toEqual(first);
});
