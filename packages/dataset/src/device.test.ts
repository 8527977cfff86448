import type { EngineOptions } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { beforeAll, expect, test } from 'vitest';
import { examples } from './examples/examples.js';
import { examplesPage } from './examples/examples-page.js';
import { pooledActivations } from './labels/pooled-activations.js';
import { probe } from './probe/probe.js';
import { whatFires } from './reverse/what-fires.js';
import { type ScanResult, scan } from './scan/scan.js';
import { toyCorpus } from './testing/toy-corpus.js';

const model = toyModel();
const corpus = toyCorpus(12);
const unit = { layer: 'filters', unit: 2 };
const clip = new Float32Array(3200).fill(0.1);
const clips = Array.from({ length: 8 }, (_, i) => clip.map((x) => x * i));
const labelled = clips.map((clip, i) => ({ clip, label: i % 2 ? 'odd' : 'even' }));
let index: ScanResult;
beforeAll(async () => {
  index = await scan(model, corpus, { layers: ['filters'], engine: 'cpu', window: 0.25 });
});

const calls: Readonly<Record<string, (on: EngineOptions) => Promise<unknown>>> = {
  scan: (on) => scan(model, corpus, { layers: ['filters'], window: 0.25, ...on }),
  examples: (on) => examples(index, { ...unit, clips: corpus, model: model as never, count: 1, ...on }),
  examplesPage: async (on) => {
    const found = await examples(index, unit);
    const synthetic = { samples: clip, sampleRate: 16_000 };
    return examplesPage(index, [{ examples: found, synthetic }], { model: model as never, ...on });
  },
  whatFires: (on) => whatFires(model, clip, index, { layers: ['filters'], ...on }),
  pooledActivations: (on) => pooledActivations(model, clips, { layers: ['filters'], ...on }),
  probe: (on) => probe(model, labelled, { layer: 'filters', permutations: 0, folds: 2, ...on }),
};

test.each(Object.entries(calls))('%s takes a device, and refuses a misspelt one and both', async (_, call) => {
  await call({ device: 'cpu' });
  await expect(call({ device: 'gpu' as never })).rejects.toThrow(
    'unknown device "gpu"; choose from auto, cpu, cuda, webgpu',
  );
  await expect(call({ device: 'cpu', engine: 'cpu' })).rejects.toThrow(
    'engine and device both say what runs the model, got "cpu" and "cpu"; leave one out',
  );
});
