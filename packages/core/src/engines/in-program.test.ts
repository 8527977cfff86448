import { compile } from '@audiate/compile';
import * as objectives from '@audiate/objectives';
import { valueAndGradients } from '@audiate/ops';
import * as param from '@audiate/param';
import { key, normal, type Objective, type Param, type Transform, type Values } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { clean } from '../settings/clean.js';

const [batch, samples] = [2, 1000];
const context = { batch, samples, model: { ...toyModel(), sampleRate: 16_000 } };
const { silent, loud } = { silent: new Float32Array(batch * samples), loud: normal(key(1), batch * samples) };
loud.forEach((value, i) => {
  loud[i] = 0.1 * value;
});

type Numbers = ArrayLike<number> | ArrayLike<bigint>;

/** The largest difference, in shares of the largest number. */
function apart(a: Numbers, b: ArrayLike<number>): number {
  let [most, size] = [0, 1e-9];
  for (let i = 0; i < b.length; i++) {
    most = Math.max(most, Math.abs(Number(a[i]) - b[i]!));
    size = Math.max(size, Math.abs(b[i]!));
  }
  return most / size;
}

/** How far a program and the loops are apart, in the value and in the gradient by the given values. */
async function differences(f: (given: Record<string, tf.Tensor>) => tf.Tensor, given: Values, fed: Values = {}) {
  const all = { ...given, ...fed };
  const shapes = Object.fromEntries(Object.entries(all).map(([name, { shape }]) => [name, shape]));
  const feeds = Object.fromEntries(Object.entries(all).map(([name, { data }]) => [name, data]));
  const names = Object.keys(given);
  // A weight of its own for each number, so that no two of them can take each other's place.
  const weighed = (answer: tf.Tensor) =>
    tf.mul(answer, tf.tensor(normal(key(7), answer.size), answer.shape)) as tf.Tensor;
  const program = await compile((inputs) => ({ value: tf.sum(weighed(f(inputs))), answer: f(inputs) }), {
    inputs: shapes,
    wrt: names,
    threads: 1,
  });
  const { values, gradients } = await program.run(feeds);
  program.dispose();
  return tf.tidy(() => {
    const tensors = Object.fromEntries(Object.entries(all).map(([name, v]) => [name, tf.tensor(v.data, [...v.shape])]));
    const { grads } = valueAndGradients(
      (...xs) =>
        tf.sum(weighed(f({ ...tensors, ...Object.fromEntries(names.map((name, i) => [name, xs[i]!])) }))) as tf.Scalar,
      names.map((name) => tensors[name]!),
    );
    return {
      value: apart(values.answer!, f(tensors).dataSync()),
      gradient: Math.max(...names.map((name, i) => apart(gradients[name]!, grads[i]!.dataSync()))),
    };
  });
}

const shaking: Readonly<Record<string, Transform>> = {
  none: transforms.none(),
  pad: transforms.pad({ samples: 30 }),
  crop: transforms.crop({ samples: 700 }),
  shift: transforms.shift({ samples: 300 }),
  'resample, both ways': transforms.resample({ percent: 6 }),
  'resample, slower by far': transforms.resample({ ratio: [0.25, 0.4] }),
  'resample, faster by far': transforms.resample({ ratio: [2, 4] }),
  noise: transforms.noise({ snrDb: 10 }),
  gain: transforms.gain({ db: 6 }),
  tilt: transforms.tilt({ dbPerOctave: 3 }),
  equalize: transforms.equalize({ db: 6, dbPerOctave: 3 }),
  lowpass: transforms.lowpass({ cutoffHz: [500, 3000] }),
  reverb: transforms.reverb({ seconds: 0.02 }),
  normalizeGradient: transforms.normalizeGradient(),
  regularize: transforms.regularize(objectives.sparsity(), { share: 0.5 }),
  ramp: transforms.ramp(transforms.gain({ db: 6 }), { steps: 8 }),
  compose: transforms.compose(transforms.crop({ samples: 900 }), transforms.tilt({ dbPerOctave: 3 })),
  standard: transforms.standard(),
  clean: clean(),
};

describe.each(Object.entries(shaking))('%s', (_, transform) => {
  const { steps } = transform.bind(context);
  const audio = (data: Float32Array): Values => ({ audio: { data, shape: [batch, samples] } });

  test.each([
    ['a draw', 1, 5],
    ['a ramp half way', 0.5, 6],
    ['strength 0', 0, 7],
  ])('a program shakes as the loops do: %s', async (_, strength, seed) => {
    const drawn = steps!.draw(key(seed), { step: 1000, strength });
    const { value, gradient } = await differences(
      ({ audio, ...rest }) => steps!.change(audio as tf.Tensor2D, rest),
      audio(loud),
      drawn,
    );
    expect(value).toBeLessThan(2e-5);
    expect(gradient).toBeLessThan(2e-5);
  });

  test('a program hears silence, with a finite gradient', async () => {
    const drawn = steps!.draw(key(8), { step: 1000, strength: 1 });
    const { value, gradient } = await differences(
      ({ audio, ...rest }) => steps!.change(audio as tf.Tensor2D, rest),
      audio(silent),
      drawn,
    );
    expect(value).toBe(0);
    expect(gradient).toBeLessThan(2e-5);
  });

  test('it knows how long what is heard is', () => {
    const told = tf.tidy(
      () => transform.bind(context)(tf.zeros([batch, samples]), key(1), { step: 0, strength: 1 }).shape[1],
    );
    expect(steps!.heard).toBe(told);
  });

  test('the names and the shapes of a draw do not depend on key and progress', () => {
    const shapes = (seed: number, strength: number, step: number) =>
      Object.entries(steps!.draw(key(seed), { step, strength })).map(([name, { shape }]) => [name, shape]);
    expect(shapes(2, 1, 1000)).toEqual(shapes(1, 0, 0));
  });
});

test.each([1e-22, 1e20])('a gradient of the order of %d is made a unit vector, too', async (size) => {
  const { steps } = transforms.normalizeGradient().bind(context);
  const drawn = steps!.draw(key(5), { step: 0, strength: 1 });
  const { gradient } = await differences(
    ({ audio, ...rest }) => tf.mul(steps!.change(audio as tf.Tensor2D, rest), size),
    { audio: { data: loud, shape: [batch, samples] } },
    drawn,
  );
  expect(gradient).toBeLessThan(2e-5);
});

const written: Readonly<Record<string, Param>> = {
  'the default': param.rms(param.spectrum()),
  bounded: param.bounded(param.spectrum(), { limit: 0.1 }),
  waveform: param.waveform(),
  phase: param.phase(),
  mask: param.mask(param.spectrum(), { clip: loud.slice(0, samples), ms: [10, 40], hz: [500, 2000] }),
};

test.each(Object.entries(written))('a program decodes as the loops do: %s', async (_, part) => {
  const bound = part.bind(context);
  const { value, gradient } = await differences((values) => bound.decode(values), bound.init(key(3)));
  expect(value).toBeLessThan(1e-5);
  expect(gradient).toBeLessThan(1e-5);
});

const penalties: Readonly<Record<string, Objective<never>>> = {
  sparsity: objectives.sparsity(),
  spectralTv: objectives.spectralTv(),
  loudness: objectives.loudness(),
  crest: objectives.crest(),
  energy: objectives.energy(),
  distance: objectives.distance(normal(key(9), samples), { sizes: [256, 512] }),
};

test('windows whose waves would fill the memory are not compiled', async () => {
  const score = objectives.sparsity({ size: 4096 }).terms[0]!.term.bind(context);
  const compiling = compile(({ audio }) => score({}, audio as tf.Tensor2D), { inputs: { audio: [batch, samples] } });
  await expect(compiling).rejects.toThrow('windows of 4096 samples are not compiled; at most 2048');
});

test.each(Object.entries(penalties))('a program scores as the loops do: %s', async (_, { terms }) => {
  const score = terms[0]!.term.bind(context);
  const audio = { data: loud, shape: [batch, samples] };
  const { value, gradient } = await differences(({ audio: raw }) => score({}, raw as tf.Tensor2D), { audio });
  expect(value).toBeLessThan(1e-5);
  expect(gradient).toBeLessThan(1e-4);
});
