import { readdir, readFile } from 'node:fs/promises';
import { objectives, render } from '@audiate/core';
import { readAudio } from '@audiate/dataset';
import { evaluate, evaluationLines } from '@audiate/evaluate';
import type { ModelAdapter } from '@audiate/protocol';
import { statistics, tiny, tinyB } from '@audiate/wav2vec2-tiny';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvaluateNews } from '../protocol/evaluated.js';
import { START } from '../state/form.js';
import type { Target } from '../state/target.js';
import { droppedClips } from './dropped-clips.js';
import { evaluateSound } from './evaluate-sound.js';

const SENTENCES = new URL('../../../../packages/wav2vec2-tiny/evaluation/', import.meta.url);
let [model, judge]: ModelAdapter[] = [];
let files: File[];
beforeAll(async () => {
  [model, judge] = [(await tiny()) as ModelAdapter, (await tinyB()) as ModelAdapter];
  const names = (await readdir(SENTENCES)).filter((name) => name.endsWith('.wav')).slice(0, 3);
  files = await Promise.all(names.map(async (name) => new File([await readFile(new URL(name, SENTENCES))], name)));
});
afterAll(() => {
  model!.dispose();
  judge!.dispose();
});

async function rendered(target: Target, objective = objectives.logit('IY')) {
  const { audio, recipe } = await render(model!, objective, { steps: 2, seconds: 0.3 });
  return { form: { ...START, target }, audio: Float32Array.from(audio[0]!), recipe };
}

const watch = (told: EvaluateNews[] = [], stop = new AbortController()) => ({
  signal: stop.signal,
  tell: (news: EvaluateNews) => void told.push(news),
});
const against = (given: readonly File[] = files) => ({
  clips: droppedClips(given, { sampleRate: 16_000, signal: new AbortController().signal }),
  judges: {},
  statistics: undefined,
});

test('the card is the one of evaluate, with speech, judge and the measured ranges', async () => {
  const sound = await rendered(START.target);
  const told: EvaluateNews[] = [];
  const ranges = await statistics();
  const beside = { ...against(), judges: { tinyB: judge! }, statistics: ranges };
  const card = await evaluateSound(model!, { rendered: sound, ascent: true }, beside, watch(told));
  const speech = await Promise.all(files.map((file) => readAudio(file, { sampleRate: 16_000 })));
  const given = { model: model!, judges: { tinyB: judge! }, statistics: ranges, speech };
  const [expected] = await evaluate({ audio: [sound.audio], recipe: sound.recipe }, given);
  expect(card.verdict).toBe(expected!.verdict.words);
  expect(card.lines).toEqual(evaluationLines(expected!));
  expect(card).toMatchObject({ recordings: 3, skipped: [] });
  expect(card.lines.map(({ name }) => name)).toContain('judge tinyB');
  expect(told[0]).toEqual({ stage: 'reading speech', share: 0 });
  expect(told.map(({ share }) => share)).toEqual(told.map(({ share }) => share).sort((a, b) => a - b));
  // What the page gets is copied to it.
  expect(structuredClone(card)).toEqual(card);
});

test('a model without a judge says what is not measured, and what would tell it', async () => {
  const card = await evaluateSound(
    model!,
    { rendered: await rendered(START.target), ascent: false },
    against(),
    watch(),
  );
  expect(card.missing.join('\n')).toMatch(/^No judge heard it: .* audiate card --judge MODEL/);
  expect(card.missing.join('\n')).toMatch(/drop minutes of recordings/);
  expect(card.lines.filter(({ name }) => /judge|plain ascent/.test(name))).toEqual([]);
});

test('a text has no rank and no path, and says so', async () => {
  const sound = await rendered({ kind: 'word', text: 'IY' }, objectives.ctc('IY') as never);
  const card = await evaluateSound(model!, { rendered: sound, ascent: false }, against(), watch());
  expect(card.missing).toContain('A text is no single unit: it has no rank in a layer and no path.');
});

test('what can not be heard is passed over, and named; nothing else left is a mistake', async () => {
  const broken = new File(['no sound'], 'broken.wav');
  const sound = await rendered(START.target);
  const card = await evaluateSound(model!, { rendered: sound, ascent: false }, against([broken, files[0]!]), watch());
  expect(card.skipped).toEqual([expect.stringMatching(/^broken\.wav: /)]);
  expect(card.recordings).toBe(1);
  const nothing = evaluateSound(model!, { rendered: sound, ascent: false }, against([broken]), watch());
  await expect(nothing).rejects.toThrow(/^no recording could be heard; broken\.wav: /);
});

test('a stop ends it', async () => {
  const stop = new AbortController();
  const tell = ({ stage }: EvaluateNews) => stage === 'naturalness' && stop.abort('enough');
  const card = evaluateSound(model!, { rendered: await rendered(START.target), ascent: false }, against(), {
    signal: stop.signal,
    tell,
  });
  await expect(card).rejects.toBe('enough');
});
