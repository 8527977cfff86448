import { type Activation, InputError, type ModelInfo } from '@audiate/protocol';
import { checkNoLeak, toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { type Golden, readGoldens } from '../testing/golden.js';
import { toySpeech } from '../testing/toy-speech.js';
import { type CtcOptions, ctc } from './ctc.js';
import { ctcLogProbability } from './ctc-log-probability.js';

const model = toySpeech();
const goldens = readGoldens<{ readonly labels: number[] }>('ctc');
const bind = (text: string | readonly string[], options: CtcOptions = {}, info: Partial<ModelInfo> = {}) =>
  ctc(text, options).terms[0]!.term.bind({ model: { ...model, ...info }, batch: 1, samples: 320 });

function computed({ labels, x, shape }: Golden & { readonly labels: number[] }) {
  return tf.tidy(() => {
    const logProbability = (logits: tf.Tensor) =>
      ctcLogProbability(logits as Activation, { channels: labels, blank: 0 });
    const logits = tf.tensor(x, shape);
    const gradient = tf.grad((y) => tf.sum(logProbability(y)))(logits);
    return { score: logProbability(logits).arraySync(), gradient: Array.from(gradient.dataSync()) };
  });
}

test.each(goldens.map((golden) => [golden.name, golden] as const))('%s: as PyTorch, with its gradient', (_, golden) => {
  const { score, gradient } = computed(golden);
  golden.score.forEach((value, i) => {
    expect(Math.abs(score[i]! - value)).toBeLessThan(2e-6 * (1 + Math.abs(value)));
  });
  golden.gradient.forEach((value, i) => {
    expect(Math.abs(gradient[i]! - value)).toBeLessThan(2e-5);
  });
});

test('each frame’s gradient sums to 0, also where the text is all but impossible', () => {
  const logits = tf.tensor3d([[0, 1, 2].flatMap(() => [[90, -90, 0]])]);
  const gradient = tf
    .grad((y) => tf.sum(ctcLogProbability(y as Activation, { channels: [1], blank: 0 })))(logits)
    .arraySync() as number[][][];
  for (const row of gradient[0]!) {
    expect(row.every(Number.isFinite)).toBe(true);
    expect(row.reduce((a, b) => a + b)).toBeCloseTo(0, 5);
  }
  expect(gradient[0]!.map(([, token]) => token).reduce((a, b) => a! + b!)).toBeCloseTo(1, 4);
});

test('takes ten operations a frame, and leaks nothing under a gradient', async () => {
  const logits = tf.zeros<tf.Rank.R3>([2, 50, 8]);
  const spelling = { channels: [1, 2, 3, 3], blank: 0 };
  const { kernels } = await tf.profile(() => ctcLogProbability(logits, spelling));
  expect(kernels.length).toBeLessThan(50 * 14 + 40);
  checkNoLeak(() => tf.tidy(() => tf.grad((x) => tf.sum(ctcLogProbability(x as Activation, spelling)))(logits)));
});

test.each(['AA B', 'D D', 'G IY G'])('ascent makes the toy model say %s', (text) => {
  const found = ascend(model, ctc(text), noise(1, 64 * 5, 40));
  expect(scores(model, ctc(text), found)[0]![0]).toBeGreaterThan(-0.05);
  const said = tf.tidy(() => {
    const { logits } = model.forward(tf.tensor2d(found, [1, 320]), ['logits']);
    return tf.argMax(logits, 2).arraySync() as number[][];
  });
  const runs = said[0]!.filter((token, frame, all) => token !== all[frame - 1]);
  expect(runs.filter((token) => token !== 0).map((token) => model.vocabulary![token])).toEqual(text.split(' '));
});

test('describes itself by its text', () => {
  const { term } = ctc(['AA', 'B'], { blank: 'IY' }).terms[0]!;
  expect(term.description).toBe('ctc("AA B", blank IY)');
  expect(ctc('hello world').terms[0]!.term.description).toBe('ctc("hello world")');
});

test.each([
  [() => ctc(17 as never), 'the text of ctc must be a string or a list of tokens, got 17'],
  [() => ctc(''), 'length of the text of ctc must be a finite number at least 1 and at most 10000, got 0'],
  [() => bind('  '), 'the text of ctc is empty; give at least one token'],
  [() => bind('AA QQ'), 'unknown token "QQ" of toy speech; choose from <pad>, AA, AE, B, D, F, G, IY'],
  [() => bind('AA <pad>'), 'ctc("AA <pad>") holds the blank "<pad>"; leave it out, CTC puts it in'],
  [
    () => bind('AA AA AA AA'),
    'ctc("AA AA AA AA") needs 7 frames of logits and 320 samples give 5; render at least 448 samples',
  ],
  [
    () => bind('AA', {}, { vocabulary: ['AA', 'B'] }),
    'ctc("AA") finds no blank in the vocabulary of toy speech, as <pad>, [PAD], <blank>, [blank] would be; name it: { blank }',
  ],
  [
    () => ctc('AA').terms[0]!.term.bind({ model: toyModel(), batch: 1, samples: 320 }),
    'ctc("AA") needs a model with a vocabulary; toy has none: name a layer and channel',
  ],
  [
    () => bind('AA', {}, { vocabulary: undefined, noVocabulary: 'vocab.json is not JSON' } as object),
    'ctc("AA") needs a model with a vocabulary; toy speech has none: vocab.json is not JSON',
  ],
  [
    () => ctc('AA').terms[0]!.term.layersIn!({ ...toyModel(), noVocabulary: 'it has no CTC head' }),
    'ctc("AA") needs a model with a vocabulary; toy has none: it has no CTC head',
  ],
  [
    () => bind('AA <s>', {}, { tokenizer: { blank: 0, split: 'spaces', special: [], withoutLogit: ['<s>'] } }),
    'token "<s>" of toy speech has no logit: its number lies beyond the 8 channels of the head; choose another',
  ],
  [
    () => bind('AA B D F')({ logits: tf.zeros([1, 3, 8]) }, tf.zeros([1, 320])),
    'ctc("AA B D F") needs 4 frames of logits and the transforms left 3; render more or transform less',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});
