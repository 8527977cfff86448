import type { ModelAdapter } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import { beforeAll, expect, test } from 'vitest';
import { phonePanel } from './phones.ts';
import { recordedSpeech } from './speech.ts';
import { unitPanel } from './units.ts';

let model: ModelAdapter;
beforeAll(async () => {
  model = (await tiny()) as unknown as ModelAdapter;
});

test('22 of 24 units beat the 99.9th percentile of recorded speech', async () => {
  const rows = await unitPanel(model, recordedSpeech(), {
    count: 24,
    steps: 64,
    seed: 1,
    engine: 'onnxruntime',
    onRow: () => {},
  });
  expect(rows).toHaveLength(24);
  expect(rows.filter(({ passed }) => passed).length).toBeGreaterThanOrEqual(22);
});

test('35 of 39 phones are heard in the saved WAV at the target time', async () => {
  const rows = await phonePanel(model, { steps: 64, seed: 1, engine: 'onnxruntime', onRow: () => {} });
  expect(rows).toHaveLength(39);
  expect(rows.filter(({ passed }) => passed).length).toBeGreaterThanOrEqual(35);
});
