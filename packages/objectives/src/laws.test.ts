import { rms } from '@audiate/ops';
import type { ModelAdapter, Objective, Revive, Spec, Term } from '@audiate/protocol';
import { termLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diversity } from './batch/diversity.js';
import { custom } from './combine/custom.js';
import { each } from './combine/each.js';
import { revivers } from './revivers.js';
import { logit } from './speech/logit.js';
import { toySpeech } from './testing/toy-speech.js';
import { channel } from './units/channel.js';
import { neighbors } from './units/neighbors.js';
import { neuron } from './units/neuron.js';

// With random draws, differences straddle a kink of neighbors in one of twelve runs (an exact test is in neighbors.test.ts).
fc.configureGlobal({ seed: 2026 });

const power = custom('power', ['filters'], ({ filters }) => tf.mean(tf.square(filters), [1, 2]));
const quiet = custom('quiet', [], (_, raw) => tf.neg(rms(raw)));

const revive: Revive = {
  part<P>(spec: Spec): P {
    if (spec.kind === 'custom') return (spec.name === 'power' ? power : quiet).terms[0]!.term as P;
    return revivers[spec.kind]!(spec, revive) as P;
  },
  array() {
    throw new Error('objectives hold no arrays');
  },
};

interface Row {
  readonly objective: Objective;
  readonly model?: ModelAdapter;
  readonly batches?: readonly number[];
  readonly coupled?: boolean;
  readonly kinked?: boolean;
}

const table: Row[] = [
  { objective: neuron('filters', 3) },
  { objective: neuron('energies', 0, { at: 0 }) },
  { objective: neuron('filters', 7, { at: { ms: 9 } }) },
  { objective: neuron('filters', 2, { neighbors: 0.1 }), kinked: true },
  { objective: neighbors('filters', 5), kinked: true },
  { objective: neighbors('energies', 1, { at: 4 }), kinked: true },
  { objective: channel('filters', 3) },
  { objective: channel('filters', 3, { reduce: 'max' }), kinked: true },
  { objective: channel('energies', 3, { reduce: 'logsumexp' }) },
  { objective: channel('filters', 3, { window: { fromMs: 4, toMs: 12 } }) },
  { objective: channel('filters', 3, { reduce: 'max', window: { fromFrame: 1, toFrame: 3 } }), kinked: true },
  { objective: logit('AA'), model: toySpeech() },
  { objective: logit('<pad>', { at: { ms: 6 } }), model: toySpeech() },
  { objective: logit('IY', { reduce: 'logsumexp' }), model: toySpeech() },
  { objective: diversity('filters'), batches: [2, 3], coupled: true },
  { objective: diversity('energies'), batches: [2, 5], coupled: true },
  { objective: each([neuron('filters', 3), channel('energies', 1)]), batches: [2] },
  { objective: each([power, quiet, neuron('filters', 3, { at: { ms: 2 } })]), batches: [3] },
  { objective: each([channel('filters', 6)]), batches: [1] },
  { objective: power },
  { objective: quiet },
];

const rows = table.flatMap(({ objective, ...subject }) => objective.terms.map(({ term }) => ({ ...subject, term })));

describe.each(rows.map((row) => [row.term.description, row] as const))('%s', (_, { term, ...subject }) => {
  const laws = termLaws({ ...subject, term, revive: (spec) => revive.part<Term>(spec) });
  for (const law of laws) test(law.name, () => law.check());
});

test('every kind that revives is in the table', () => {
  const kinds = new Set(rows.map(({ term }) => term.spec.kind));
  expect([...kinds].sort()).toEqual([...Object.keys(revivers), 'custom'].sort());
});
