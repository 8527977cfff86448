import { InputError, joinModels, key, layersOf, type ModelAdapter, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, expectTypeOf, test } from 'vitest';
import { energy } from '../audio/energy.js';
import { diversity } from '../batch/diversity.js';
import { ctc } from '../speech/ctc.js';
import { logit } from '../speech/logit.js';
import { gradientOf, scores } from '../testing/ascend.js';
import { toySpeech } from '../testing/toy-speech.js';
import { channel } from '../units/channel.js';
import { neuron } from '../units/neuron.js';
import { each } from './each.js';
import { sum } from './sum.js';
import { timeWindow } from './time-window.js';
import { within } from './within.js';

const [toy, speech] = [toyModel(), toySpeech()];
const joined = joinModels({ toy, speech }) as unknown as ModelAdapter;
const audio = normal(key(3), 640).map((sample) => 0.1 * sample);

test.each([
  ['a unit', 'toy', toy, neuron('filters', 3)],
  ['a channel in a stretch of time', 'toy', toy, timeWindow(channel('energies', 2), { fromFrame: 1, toFrame: 4 })],
  ['a token', 'speech', speech, logit('AA')],
  ['a text', 'speech', speech, ctc('AA B')],
  ['a penalty', 'toy', toy, energy()],
] as const)('%s: score and gradient are those of the model by itself', (_, part, model, objective) => {
  const there = within(part, objective as never);
  expect(scores(joined, there, audio)).toEqual(scores(model as unknown as ModelAdapter, objective as never, audio));
  const [ours, theirs] = [
    gradientOf(joined, there, audio, 1),
    gradientOf(model as never, objective as never, audio, 1),
  ];
  expect(ours).toEqual(theirs);
});

test('both at once, with the names of both', () => {
  const both = sum(within('toy', neuron('filters', 3)), within('speech', logit('AA')));
  expectTypeOf(both).toMatchTypeOf<{ readonly terms: readonly unknown[] }>();
  expect(both.terms.map(({ term }) => term.description)).toEqual(['toy: neuron(filters, 3)', 'speech: logit(AA)']);
  expect(both.terms.map(({ term }) => layersOf(term, joined))).toEqual([['toy/filters'], ['speech/logits']]);
  const [first, second] = scores(joined, both, audio);
  expect([first, second]).toEqual([
    scores(toy as never, neuron('filters', 3), audio)[0],
    scores(speech as never, logit('AA'), audio)[0],
  ]);
});

test('what couples the batch still does', () => {
  expect(within('toy', diversity('filters')).terms[0]!.term.couplesBatch).toBe(true);
});

test.each<[() => unknown, string]>([
  [() => within('toy', each([neuron('filters', 3)])), "within can't hold an each"],
  [() => scores(joined, within('other', neuron('filters', 3)), audio), 'has no model "other"; it has toy, speech'],
  [
    () => scores(toy as never, within('toy', neuron('filters', 3)), audio),
    'toy has no model "toy"; join models by joinModels',
  ],
  [() => scores(joined, within('toy', neuron('filers', 3) as never), audio), 'unknown layer of toy "filers"'],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(InputError);
  expect(mistake).toThrow(message);
});
