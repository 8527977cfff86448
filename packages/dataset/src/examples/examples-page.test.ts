import { objectives, render } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { beforeAll, expect, test } from 'vitest';
import { type ScanResult, scan } from '../scan/scan.js';
import { toyCorpus } from '../testing/toy-corpus.js';
import { examples } from './examples.js';
import { examplesPage } from './examples-page.js';

const model = toyModel();
const clips = toyCorpus(30).map((clip, i) => ({ ...clip, file: `<b>${clip.file}</b>`, transcript: `<i>${i}</i>` }));
let index: ScanResult;
beforeAll(async () => {
  index = await scan(model, clips, { layers: ['filters'], engine: 'cpu', window: 0.25 });
});

test('a synthetic sound beside the natural ones, each with player, picture and curve', async () => {
  const found = await examples(index, { layer: 'filters', unit: 3, count: 2, clips, model, engine: 'cpu' });
  const target = objectives.channel('filters', 3);
  const synthetic = await render(model, target, { seconds: 0.2, steps: 4, engine: 'cpu' });
  const html = await examplesPage(index, [{ examples: found, synthetic }], { model, engine: 'cpu' });
  const titles = [...html.matchAll(/<h2[^>]*>([^<]*)</g)].map(([, title]) => title);
  expect(titles).toEqual([
    'filters:3, synthetic',
    ...['highest', 'middle', 'lowest'].flatMap((kind) => [1, 2].map((i) => `filters:3, ${kind} ${i}`)),
  ]);
  for (const what of [/<audio controls/g, /<img class="heat"/g, /aria-label="activation over/g]) {
    expect(html.match(what)).toHaveLength(7);
  }
  expect(html).not.toMatch(/<script|<b>|<i>/);
  expect(html).toContain('&lt;b&gt;clip-');
  expect(html).toContain('From 30 clips');
});

test('contents have a line for each unit, which begins a row', async () => {
  const found = [];
  for (const unit of [3, 5]) found.push(await examples(index, { layer: 'filters', unit, count: 1, clips }));
  const html = await examplesPage(
    index,
    found.map((one) => ({ examples: one })),
  );
  expect([...html.matchAll(/<a href="#card-(\d)" dir="auto">([^<]*)</g)].map(([, card, name]) => [card, name])).toEqual(
    [
      ['1', 'filters:3'],
      ['4', 'filters:5'],
    ],
  );
});

test('what is known of a clip stands under its cuts, not under the synthetic sound', async () => {
  const found = await examples(index, { layer: 'filters', unit: 3, count: 1, clips, model, engine: 'cpu' });
  const segments = [{ token: 'AH', start: 0, end: 100, probability: 1 }];
  const asked: string[] = [];
  const lanes = (file: string) => {
    asked.push(file);
    return [{ name: 'phones', labels: true, segments }];
  };
  const synthetic = { samples: new Float32Array(4000).fill(0.1), sampleRate: 8000 };
  const html = await examplesPage(index, [{ examples: found, synthetic }], { lanes });
  expect(html.match(/aria-label="phones of filters:3, (highest|middle|lowest) 1: AH from 0.00/g)).toHaveLength(3);
  expect(html).not.toContain('phones of filters:3, synthetic');
  expect(asked).toEqual([found.top, found.middle, found.bottom].map(([only]) => only!.file));
});

test('without clips or sounds it says what is missing', async () => {
  const found = await examples(index, { layer: 'filters', unit: 3, count: 2 });
  await expect(examplesPage(index, [{ examples: found }])).rejects.toThrow(
    /^the page has no sound; give `examples` the clips$/,
  );
  const sound = { samples: new Float32Array(4000).fill(0.1), sampleRate: 8000 };
  expect(await examplesPage(index, [{ examples: found, synthetic: sound }])).toContain('filters:3, synthetic');
});
