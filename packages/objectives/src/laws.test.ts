import { rms } from '@audiate/ops';
import { joinModels, key, type ModelAdapter, normal, type Objective } from '@audiate/protocol';
import { reviverOf, termLaws, toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as objectives from './index.js';
import { toySpeech } from './testing/toy-speech.js';

// With random draws, differences straddle a kink of neighbors in one of twelve runs (an exact test is in neighbors.test.ts).
fc.configureGlobal({ seed: 2026 });

const { activationMatch, alignment, caricature, channel, channelWeights, crest, ctc, custom, direction } = objectives;
const { directionNeuron, distance, diversity, each, edges, energy, interpolate, layer, logit, loudness } = objectives;
const { kinds, neighbors, neuron, product, scale, sparsity, spectralTv, style, sum, timeWindow, trajectory, within } =
  objectives;

const power = custom('power', ['filters'], ({ filters }) => tf.mean(tf.square(filters), [1, 2]));
const quiet = custom('quiet', [], (_, raw) => tf.neg(rms(raw)));

const vector = normal(key(1), 8);
const course = { data: normal(key(2), 5 * 8), shape: [1, 5, 8] };
const courses = { data: normal(key(3), 3 * 5 * 8), shape: [3, 5, 8] };
const part = { data: normal(key(4), 2 * 8), shape: [1, 2, 8] };
const clip = normal(key(5), 320).map((sample) => 0.1 * sample);
const arrays = [vector, course.data, courses.data, part.data, clip];

const own = [power, quiet].flatMap(({ terms }) => terms.map(({ term }) => term));
const revive = reviverOf(kinds, { custom: own, arrays });

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
  { objective: neuron('filters', 3, { pool: { ms: 8 } }) },
  { objective: neuron('energies', 1, { at: 3, pool: { ms: 8, reduce: 'rms' } }) },
  { objective: neighbors('filters', 4, { pool: { ms: 8 } }), kinked: true },
  { objective: neighbors('filters', 5), kinked: true },
  { objective: neighbors('energies', 1, { at: 4 }), kinked: true },
  { objective: channel('filters', 3) },
  { objective: channel('filters', 3, { reduce: 'max' }), kinked: true },
  { objective: channel('energies', 3, { reduce: 'logsumexp' }) },
  { objective: channel('filters', 3, { window: { fromMs: 4, toMs: 12 } }) },
  { objective: channel('filters', 1, { reduce: 'rms' }) },
  { objective: channel('filters', 3, { reduce: 'max', window: { fromFrame: 1, toFrame: 3 } }), kinked: true },
  { objective: channelWeights('filters', { 3: 1, 6: -0.5 }) },
  { objective: channelWeights('energies', { 0: 2 }, { reduce: 'logsumexp' }) },
  { objective: direction('filters', vector) },
  { objective: direction('filters', vector, { cosinePower: 2 }), kinked: true },
  { objective: directionNeuron('filters', vector, { at: 1 }) },
  { objective: directionNeuron('energies', vector, { cosinePower: 1.5 }), kinked: true },
  { objective: layer('filters') },
  { objective: logit('AA'), model: toySpeech() },
  { objective: logit('<pad>', { at: { ms: 6 } }), model: toySpeech() },
  { objective: logit('IY', { reduce: 'logsumexp' }), model: toySpeech() },
  { objective: ctc('AA B'), model: toySpeech() },
  { objective: ctc(['D', 'D', 'F'], { blank: 'G' }), model: toySpeech() },
  { objective: trajectory('filters', course) },
  { objective: trajectory('filters', courses, { cosinePower: 1 }), batches: [3], kinked: true },
  { objective: activationMatch('filters', course) },
  { objective: activationMatch('energies', courses), batches: [3] },
  { objective: style('filters', part) },
  { objective: style('filters', courses), batches: [3] },
  { objective: caricature('filters', course) },
  { objective: caricature('filters', course, { cosinePower: 2 }), kinked: true },
  { objective: diversity('filters'), batches: [2, 3], coupled: true },
  { objective: diversity('energies'), batches: [2, 5], coupled: true },
  { objective: alignment('filters'), batches: [2, 3], coupled: true },
  { objective: alignment('energies', { decay: 1 }), batches: [7], coupled: true },
  { objective: energy() },
  { objective: crest(), kinked: true },
  { objective: crest({ allowedDb: 6 }), kinked: true },
  { objective: edges({ ms: 4 }) },
  { objective: loudness() },
  { objective: loudness({ weighting: 'A', allowedDb: -40 }) },
  { objective: sparsity(), kinked: true },
  { objective: sparsity({ size: 128 }), kinked: true },
  { objective: spectralTv(), kinked: true },
  { objective: spectralTv({ along: 'time', size: 256 }), kinked: true },
  { objective: distance(clip), kinked: true },
  { objective: distance([clip, clip, clip], { sizes: [256] }), batches: [3], kinked: true },
  { objective: each([neuron('filters', 3), channel('energies', 1)]), batches: [2] },
  { objective: each([power, quiet, neuron('filters', 3, { at: { ms: 2 } })]), batches: [3] },
  { objective: each([channel('filters', 6)]), batches: [1] },
  {
    objective: each([product(logit('AA'), energy()), timeWindow(ctc('AA'), { fromFrame: 1, toFrame: 4 })]),
    batches: [2],
    model: toySpeech(),
  },
  { objective: product(power, sum(channel('filters', 2), scale(neuron('energies', 1), -0.5))) },
  { objective: product(neuron('filters', 1), quiet) },
  { objective: timeWindow(channel('filters', 4), { fromMs: 4, toMs: 12 }) },
  { objective: timeWindow(trajectory('filters', part), { fromFrame: 2, toFrame: 4 }) },
  { objective: timeWindow(energy(), { fromMs: 5, toMs: 20 }) },
  { objective: interpolate(neuron('filters', 1), channel('energies', 6)), batches: [2, 3] },
  { objective: within('toy', neuron('filters', 3)), model: joinModels({ toy: toyModel() }) as unknown as ModelAdapter },
  { objective: power },
  { objective: quiet },
];

const rows = table.flatMap(({ objective, ...subject }) => objective.terms.map(({ term }) => ({ ...subject, term })));

describe.each(rows.map((row) => [row.term.description, row] as const))('%s', (_, { term, ...subject }) => {
  const laws = termLaws({ ...subject, term, revive });
  for (const law of laws) test(law.name, () => law.check());
});

test.each([...kinds.map(({ kind }) => kind), 'custom'])('%s is in the table', (kind) => {
  expect(rows.map(({ term }) => term.spec.kind)).toContain(kind);
});
