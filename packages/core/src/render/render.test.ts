import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import * as optimizers from '../optimizers/index.js';
import { toy } from '../testing/toy-render.js';
import { render } from './render.js';
import { renderSteps } from './render-steps.js';

const { model, objective, options } = toy;

test('climbs to the known optimum of the toy model', async () => {
  const target = objectives.neuron('filters', 3, { at: 0 });
  const level = 0.1;
  const result = await render(model, target, {
    ...options,
    samples: 64,
    steps: 150,
    param: param.rms(param.waveform(), { level }),
    transforms: transforms.none(),
  });
  const optimum = level * Math.sqrt(64);
  expect(result.stopped).toBe('done');
  expect(result.best[0]!.score / optimum).toBeGreaterThan(0.999);
  expect(result.best[0]!.score / optimum).toBeLessThan(1.0001);
  const template = model.template(3);
  const correlation = result.audio[0]!.reduce((sum, x, i) => sum + x * template[i]!, 0) / optimum;
  expect(correlation).toBeGreaterThan(0.999);
});

test('a negated objective descends: the sign is right', async () => {
  const up = await render(model, objective, { ...options, steps: 30 });
  const down = await render(model, objectives.negate(objective), { ...options, steps: 30 });
  expect(up.best[0]!.score).toBeGreaterThan(0.3);
  expect(Object.values(down.history.at(-1)!.terms)[0]![0]!).toBeLessThan(-0.2);
  expect(down.best[0]!.score).toBeGreaterThan(0.3);
});

test('Adam climbs as well', async () => {
  const result = await render(model, objective, { ...options, steps: 60, optimizer: optimizers.adam() });
  expect(result.history.at(-1)!.total[0]).toBeGreaterThan(3 * Math.abs(result.history[0]!.total[0]!));
});

describe('what a result holds', () => {
  test('the shapes, the history by term, snapshots at the counts asked for', async () => {
    const both = objectives.sum(objective, objectives.scale(objectives.channel('energies', 1), -2));
    const result = await render(model, both, { ...options, batch: 2, snapshots: [0, 5, 12] });
    expect(result.audio.map(({ length }) => length)).toEqual([384, 384]);
    expect(result.history).toHaveLength(12);
    expect(result.snapshots.map(({ step }) => step)).toEqual([0, 5, 12]);
    expect(result.snapshots[2]!.audio[1]).toEqual(result.audio[1]);
    for (const { total, terms } of result.history) {
      const [a, b] = Object.values(terms) as [number[], number[]];
      total.forEach((value, item) => {
        expect(value).toBeCloseTo(a[item]! - 2 * b[item]!, 6);
      });
    }
    expect(result.engine).toMatchObject({ name: 'cpu', passedOver: [] });
    expect(result.sampleRate).toBe(16_000);
  });

  test('the best is the highest clean score seen, and its audio has that score', async () => {
    const result = await render(model, objective, { ...options, every: 1 });
    const { audio, score } = result.best[0]!;
    const again = tf.tidy(() => model.forward(tf.tensor2d(audio, [1, audio.length]), ['filters']).filters.arraySync());
    expect(again[0]![2]![3]).toBeCloseTo(score, 5);
  });

  test('items of a batch are what they are alone, and differ', async () => {
    const two = await render(model, objective, { ...options, batch: 2 });
    const one = await render(model, objective, options);
    const difference = two.audio[0]!.reduce((most, x, i) => Math.max(most, Math.abs(x - one.audio[0]![i]!)), 0);
    expect(difference).toBeLessThan(1e-5);
    expect(two.audio[0]).not.toEqual(two.audio[1]);
  });

  test('each: every item climbs its own target; the others score NaN', async () => {
    const targets = [1, 4].map((channel) => objectives.neuron('filters', channel, { at: 2 }));
    const result = await render(model, objectives.each(targets), options);
    const terms = Object.values(result.history.at(-1)!.terms);
    expect(terms.map((scores) => scores.map(Number.isNaN))).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(result.best.every(({ score }) => score > 0.2)).toBe(true);
    const alone = await render(model, targets[0]!, options);
    expect(result.best[0]!.score).toBeCloseTo(alone.best[0]!.score, 4);
  });

  test('coupled terms share one best step', async () => {
    const diverse = objectives.sum(objective, objectives.scale(objectives.diversity('energies'), 0.1));
    const { best } = await render(model, diverse, { ...options, batch: 3, every: 1 });
    expect(new Set(best.map(({ step }) => step)).size).toBe(1);
  });
});

test('two draws are antithetic: an odd term of the objective cancels', async () => {
  const noisy = transforms.noise({ snrDb: 0 });
  const linear = objectives.channel('filters', 0);
  const spread = async (draws: number) => {
    const { history } = await render(model, linear, {
      ...options,
      steps: 8,
      draws,
      learningRate: 0,
      transforms: noisy,
    });
    const totals = history.map(({ total }) => total[0]!);
    return Math.max(...totals) - Math.min(...totals);
  };
  expect(await spread(2)).toBeLessThan(0.01 * (await spread(1)));
});

test('steps tell scores, audio, times and, at last, the result', async () => {
  const seen: number[] = [];
  const generator = renderSteps(model, objective, options);
  for await (const step of generator) {
    seen.push(step.step);
    expect(step.audio[0]).toHaveLength(384);
    expect(step.elapsedMs).toBeGreaterThan(0);
    expect(Boolean(step.result)).toBe(step.step === 11);
    if (step.result) expect(step.remainingMs).toBe(0);
  }
  expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => i));
});

test('timers and servers go on between steps', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await render(model, objective, { ...options, steps: 40 });
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(5);
});

test('a weight may follow a schedule, and a term of weight 0 is recorded only', async () => {
  const recorded = objectives.sum(objective, objectives.scale(objectives.channel('energies', 1), 0));
  const plain = await render(model, objective, options);
  const watched = await render(model, recorded, options);
  expect(watched.audio[0]).toEqual(plain.audio[0]);
  expect(Object.keys(watched.history[0]!.terms)).toHaveLength(2);
  const scheduled = objectives.scale(objective, { from: 0, to: 2 });
  const { history } = await render(model, scheduled, options);
  const [first, sixth] = [history[0]!, history[6]!];
  expect(first.total[0]).toBe(0);
  expect(sixth.total[0]).toBeCloseTo(Object.values(sixth.terms)[0]![0]!, 6);
});
