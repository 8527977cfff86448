import { defineModel, InputError, type ModelAdapter, type ModelInfo, type Objective } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { each } from '../combine/each.js';
import { product } from '../combine/product.js';
import { timeWindow } from '../combine/time-window.js';
import { ascend, noise, scores } from '../testing/ascend.js';
import { toySpeech } from '../testing/toy-speech.js';
import { channel } from '../units/channel.js';
import { type LogitOptions, logit } from './logit.js';

const model = toySpeech();
const samples = 64 * 5;
const bind = (token: string, options: LogitOptions = {}, info: ModelInfo = model) =>
  logit(token, options).terms[0]!.term.bind({ model: info, batch: 1, samples });

// 'D' is channel 4.
test.each([
  ['over time', {}, 1 / Math.sqrt(5)],
  ['in a frame', { at: 3 }, 1],
  ['at its best moment', { reduce: 'max' }, 1],
] as const)('ascent on a token %s finds its template', (_, options, optimum) => {
  const found = ascend(model, logit('D', options), noise(1, samples));
  expect(scores(model, logit('D', options), found)[0]![0]).toBeCloseTo(optimum, 4);
  const loudest = [0, 1, 2, 3, 4]
    .map((frame) => found.subarray(frame * 64, (frame + 1) * 64))
    .sort((a, b) => Math.hypot(...b) - Math.hypot(...a))[0]!;
  const template = toyModel().template(4);
  loudest.forEach((value, i) => {
    expect(value).toBeCloseTo(optimum * template[i]!, 3);
  });
});

/** The toy model as one that classifies frames, and, as `whole`, the clip by its mean frame. */
const labels = ['neu', 'hap', 'ang', 'sad', 'a', 'b', 'c', 'd'];
function classifying(layer: 'frames' | 'whole'): ModelAdapter {
  const toy = toyModel();
  const hop = layer === 'whole' ? Number.POSITIVE_INFINITY : 64;
  return defineModel<string>({
    ...toy,
    layers: {
      filters: toy.layers.filters,
      [layer]: { ...toy.layers.energies, hop, receptiveField: hop, vocabulary: labels },
    },
    forward<K extends string>(audio: tf.Tensor2D, layers: readonly K[]) {
      const { filters } = toy.forward(audio, ['filters']);
      const answer = layer === 'whole' ? (tf.mean(filters, 1, true) as typeof filters) : filters;
      return Object.fromEntries(layers.map((name) => [name, name === layer ? answer : filters])) as Record<
        K,
        typeof filters
      >;
    },
  });
}

test.each(['frames', 'whole'] as const)('a label of the layer %s is climbed, in combinations, too', (layer) => {
  const classifier = classifying(layer);
  const climbed = (objective: Objective, batch = 1) =>
    scores(classifier, objective, ascend(classifier, objective, noise(batch, samples), batch), batch);
  const best = 1 / Math.sqrt(5);
  expect(climbed(logit('ang'))[0]![0]).toBeCloseTo(best, 4);
  expect(climbed(logit('ang', { at: 'center' }))[0]![0]).toBeCloseTo(layer === 'whole' ? best : 1, 4);
  const two = climbed(each([logit('ang'), logit('sad')]), 2);
  expect([two[0]![0], two[1]![1]]).toEqual([expect.closeTo(best, 4), expect.closeTo(best, 4)]);
  expect(climbed(product(logit('ang'), logit('ang', { at: 0 })))[0]![0]).toBeGreaterThan(0.1);
  expect(() => bind('angry', {}, classifier)).toThrow(
    'unknown token "angry" of toy; choose from neu, hap, ang, sad, a',
  );
});

test('of several labelled layers it is the deepest that has the label', () => {
  const toy = toyModel();
  const one = { ...toy.layers.filters, vocabulary: [...labels.slice(0, 7), '<|de|>'] };
  const two = { ...toy.layers.energies, vocabulary: labels };
  const model = defineModel({ ...toy, layers: { filters: one, energies: two } });
  const { layersIn } = logit('<|de|>').terms[0]!.term;
  expect(layersIn!(model)).toEqual(['filters']);
  expect(logit('ang').terms[0]!.term.layersIn!(model)).toEqual(['energies']);
  expect(() => bind('angry', {}, model)).toThrow(
    'unknown token "angry" of toy; choose from neu, hap, ang, sad, a, b, c, d',
  );
});

test('a window in milliseconds of a layer of one frame is refused, and any time is its frame', () => {
  const classifier = classifying('whole');
  const context = { model: classifier, batch: 1, samples };
  const ran = (objective: Objective) => objective.terms[0]!.term.bind(context);
  expect(() => ran(logit('ang', { at: { ms: 3 } }))).not.toThrow();
  expect(() => ran(channel('whole', 1, { window: { fromMs: 0, toMs: 9 } }))).toThrow(
    'has one frame for the whole clip',
  );
  expect(() => ran(timeWindow(logit('ang'), { fromFrame: 0, toFrame: 1 }))).toThrow("timeWindow can't cut whole");
});

test('describes what is not the default', () => {
  const description = (options?: LogitOptions) => logit('AA', options).terms[0]!.term.description;
  expect(description()).toBe('logit(AA)');
  expect(description({ at: 'center' })).toBe('logit(AA, at center)');
  expect(description({ at: { ms: 400 } })).toBe('logit(AA, at 400 ms)');
  expect(description({ reduce: 'max' })).toBe('logit(AA, max)');
});

test.each([
  [() => bind('aa'), 'unknown token "aa" of toy speech; choose from <pad>, AA, AE, B, D, F, G, IY'],
  [
    () => bind('AA', {}, toyModel()),
    'logit(AA) needs a model with a vocabulary; toy has none: name a layer and channel',
  ],
  [
    () => bind('AA', {}, { ...toyModel(), vocabulary: ['AA'] }),
    'unknown layer of toy "logits"; choose from filters, energies',
  ],
  [
    () => logit('AA', { at: 1, reduce: 'max' }),
    'logit(AA) takes at (one frame) or reduce (over time), not both; leave one out',
  ],
  [() => bind('AA', { at: 7 }), 'frame 7 of logits is out of range; 320 samples give it frames 0 … 4'],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});

test('lists a vocabulary of phones whole, and cuts one of word pieces', () => {
  const message = (size: number) => {
    const vocabulary = Array.from({ length: size }, (_, i) => `T${i}x${i}`);
    try {
      bind('?', {}, { ...model, vocabulary });
    } catch (error) {
      return String(error);
    }
    throw new Error('bound');
  };
  expect(message(90)).toContain('T89x89');
  expect(message(5000)).toMatch(/and \d+ more$/);
});
