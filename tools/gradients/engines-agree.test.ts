import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { type ModelAdapter, type Objective, objectives, transforms } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { kinds } from '@audiate/objectives';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENGINES, expectAgreement } from './agree.ts';
import { type Cell, cellsOf } from './cell.ts';
import { climb, difference } from './climb.ts';
import { LAYERS } from './layers.ts';
import { kindsOf, SPOKEN, trueUnit, VOCABULARY } from './vocabulary.ts';

/**
 * What a render does is the same on every engine: each kind of layer, units that are on and units that are off, what is to
 * rise and what is to fall, through the loop. A part of the table; `engines-agree.slow.test.ts` holds all of it.
 *
 * For months the eager engines never redirected a gradient, and thousands of tests did not see it. They differentiated
 * terms: the laws and the tests of `awake` ask for the gradient of a score, and it was right. The loop asked for the
 * gradient of *minus* the score, in which what is to rise looks like what is to fall; no test asked for that. Scores of a
 * first step, which the tests of engines compared, depend on no gradient; and the toy model behind their sounds has no
 * activation function whose gradient could be redirected. So: test what the loop asks of a part, not what a part offers.
 */
const OFTEN = [
  'neuron, first down, then up',
  'neuron and quiet neighbours',
  'neuron, pooled by rms',
  'channel, negated',
  'channel, smooth maximum',
  'channel weights',
  'direction, negated',
  'direction by cosine',
  'a whole layer, negated',
  'trajectory',
  'style',
  'diversity',
  'interpolate, one up, one down',
  'product, negated',
  'neuron in a window',
  'custom, negated',
  'two of one unit, against each other',
];

let model: ModelAdapter;
const cells = new Map<string, Cell>();
const cellAt = (layer: string, state: 'on' | 'off') => cells.get(`${layer} ${state}`)!;

beforeAll(async () => {
  model = (await loadWav2Vec2(lineFolder('large'))) as unknown as ModelAdapter;
  for (const cell of await cellsOf(model, LAYERS)) cells.set(`${cell.layer} ${cell.state}`, cell);
});

describe.each(LAYERS)('%s', (layer) => {
  test('a unit that is on', () => expectAgreement(model, VOCABULARY.neuron!(cellAt(layer, 'on'))));
  test('a unit that is off', () => expectAgreement(model, VOCABULARY.neuron!(cellAt(layer, 'off'))));
});

describe('behind a GELU, where the unit is off', () => {
  test.each(OFTEN)('%s', async (name) => {
    await expectAgreement(model, VOCABULARY[name]!(cellAt('encoder.0.ffn', 'off')));
  });
});

const upAndDown = () =>
  objectives.each([
    VOCABULARY.neuron!(cellAt('conv.3', 'off')),
    VOCABULARY['channel, negated']!(cellAt('encoder.0.ffn', 'off')),
  ]);

test('a batch in chunks', () =>
  expectAgreement(model, upAndDown(), {
    chunk: 1,
    engines: process.env.TFJS_NODE ? ['tensorflow'] : ['cpu', 'onnxruntime'],
  }));

test('the standard transforms, two draws', () =>
  expectAgreement(model, upAndDown(), { transforms: transforms.standard(), draws: 2 }));

test('the transforms of the default, with a share of a penalty', () =>
  expectAgreement(model, upAndDown(), { transforms: transforms.clean() }));

describe.each(process.env.TFJS_NODE ? ENGINES : (['cpu', ...ENGINES] as const))('on %s', (engine) => {
  const gradientOf = async (objective: Objective) => (await climb(model, objective, { engine, batch: 1 })).gradient;

  test.each(['conv.0', 'conv.3', 'encoder.0.ffn'])(
    '%s: a unit that is off climbs by its preactivation',
    async (layer) => {
      const cell = cellAt(layer, 'off');
      const redirected = await gradientOf(VOCABULARY.neuron!(cell));
      const before = await gradientOf(VOCABULARY.neuron!({ ...cell, layer: `${layer}.pre` }));
      const expected = before.map((slope) => 0.1 * slope);
      expect(difference(redirected, expected)).toBeLessThan(1e-4);
    },
  );

  test.each([
    ['conv.3', 'on', 'neuron', 1],
    ['conv.3', 'on', 'neuron, negated', -1],
    ['conv.3', 'off', 'neuron, negated', -1],
    ['encoder.0.ffn', 'on', 'neuron, a little down', -0.01],
    ['encoder.0.ffn', 'off', 'neuron, a little down', -0.01],
  ] as const)('%s, %s, %s: the gradient is the true one', async (layer, state, name, weight) => {
    const cell = cellAt(layer, state);
    const truth = await gradientOf(trueUnit(cell));
    const found = await gradientOf(VOCABULARY[name]!(cell));
    const expected = truth.map((slope) => weight * slope);
    expect(difference(found, expected)).toBeLessThan(1e-4);
  });
});

test('the table holds every kind of term that reads a layer', () => {
  const cell = cellAt('logits', 'on');
  const held = new Set([...Object.values(VOCABULARY), ...Object.values(SPOKEN)].flatMap((make) => kindsOf(make(cell))));
  const penalties = ['crest', 'distance', 'edges', 'loudness', 'sparsity', 'spectralTv'];
  // Joined models have a test of their own in core.
  const joined = ['within'];
  expect([...held].sort()).toEqual(
    [...kinds.map(({ kind }) => kind), 'custom'].filter((kind) => ![...penalties, ...joined].includes(kind)).sort(),
  );
});
