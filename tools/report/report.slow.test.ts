import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelAdapter } from '@audiate/core';
import { statistics, tiny, tinyB } from '@audiate/wav2vec2-tiny';
import { afterAll, expect, test } from 'vitest';
import { recordedSpeech } from '../panel/speech.ts';
import { batchesOf } from './batches.ts';
import { measure } from './measure.ts';
import { panelOf, spreadOver } from './panel.ts';
import { reportPage } from './report-page.ts';
import { resume } from './resume.ts';
import { tableOf } from './table.ts';

const folder = await mkdtemp(join(tmpdir(), 'audiate-report-'));
afterAll(() => rm(folder, { recursive: true }));

test('a panel of four, one of each kind, is rendered, judged, written, and found again', async () => {
  const [model, judge] = (await Promise.all([tiny(), tinyB()])) as unknown as [ModelAdapter, ModelAdapter];
  const bench = { model, judges: { tinyB: judge }, statistics: await statistics(), speech: recordedSpeech() };
  const settings = { steps: 8, seed: 1, engine: 'onnxruntime' } as const;
  const batches = batchesOf(bench, spreadOver(panelOf(model), 4), settings);
  const make = (batch: (typeof batches)[number]) => measure(bench, batch, settings);
  const first = await resume(folder, batches, { make });
  expect((await readdir(folder)).sort()).toEqual(
    batches[0]!.names.flatMap((name) => [`${name}.json`, `${name}.wav`]).sort(),
  );
  const again = await resume(folder, batches, { make: () => expect.unreachable() });
  expect(again).toEqual(first);

  const [neuron, channel, phone, word] = again.map(({ record }) => record.evaluation);
  expect(neuron!.scale!.among).toBe('frames');
  expect(channel!.scale!.among).toBe('windows');
  expect([neuron, channel, phone, word].map((one) => one!.transfer!.tinyB!.kind)).toEqual([
    'linear',
    'linear',
    'token',
    'text',
  ]);
  expect(phone!.retention.clean).toBeGreaterThan(phone!.retention.noise);
  expect(again.map(({ audio, record }) => [audio.length, record.lanes.map(({ name }) => name)])).toEqual(
    again.map(() => [16_000, ['tiny', 'tinyB']]),
  );
  expect(tableOf(again.map(({ record }) => record)).split('\n')).toHaveLength(2 + 4 + 4);
  const html = reportPage(again, 'head');
  expect(html.match(/<audio /g)).toHaveLength(4);
  expect(html).toContain('energy within 150 ms');
  expect(JSON.parse(await readFile(join(folder, `${batches[0]!.names[2]}.json`), 'utf8')).kind).toBe('phone');
  model.dispose();
  judge.dispose();
});
