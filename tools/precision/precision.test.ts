import { compile } from '@audiate/compile';
import { InputError, objectives, type Recipe, render, replay, scores } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const model = await tiny();
const SAMPLES = 8000;
const bytes = { name: 'onnxruntime', precision: 'i8' } as const;
const f32 = { name: 'onnxruntime', precision: 'f32' } as const;
afterAll(() => model.dispose());

describe('the gradient of tiny in bytes', () => {
  beforeAll(() => tf.setBackend('cpu'));
  // 49 frames: products of fewer rows than 32 stay in float32.
  const samples = 16_000;
  const audio = Float32Array.from(
    { length: samples },
    (_, i) => 0.3 * Math.sin(i * 0.05) + 0.1 * Math.sin(i * i * 0.001),
  );

  // A hair below what was found: 0.9973, 0.9956, 0.9918, 0.9932. Products in bytes are whole on every processor, so these
  // figures are the code's, not the machine's.
  test.each([
    ['encoder.0', 'neuron', 0.9965],
    ['encoder.1', 'channel', 0.995],
    ['encoder.3', 'neuron', 0.991],
    ['encoder.3', 'channel', 0.9925],
  ] as const)('%s, %s: points where that of float32 points', async (layer, kind, least) => {
    const term = objectives[kind](layer, 5).terms[0]!.term;
    const bound = term.bind({ model, batch: 1, samples });
    const gradients: Float32Array[] = [];
    for (const precision of ['f32', 'i8'] as const) {
      const program = await compile(
        ({ audio: heard }) => tf.sum(bound(model.forward(heard as tf.Tensor2D, [layer]), heard as tf.Tensor2D)),
        { inputs: { audio: [1, samples] }, wrt: ['audio'], threads: 1, precision },
      );
      gradients.push((await program.run({ audio })).gradients.audio!);
      program.dispose();
    }
    const [right, found] = gradients as [Float32Array, Float32Array];
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    const cosine = dot(right, found) / Math.sqrt(dot(right, right) * dot(found, found));
    expect(cosine).toBeGreaterThan(least);
    expect(cosine).toBeLessThan(1 - 1e-7);
  });
});

describe('a render in bytes', () => {
  const targets = [
    objectives.neuron('encoder.2', 28),
    objectives.channel('encoder.3', 51),
    objectives.neuron('encoder.1', 7),
    objectives.channel('encoder.2', 90),
  ];
  const objective = objectives.each(targets);
  const options = { samples: SAMPLES, steps: 12, seed: 3, batch: targets.length };

  test('arrives where one in float32 does, and its scores are those of float32', async () => {
    const ours = await render(model, objective, { ...options, engine: bytes });
    const theirs = await render(model, objective, { ...options, engine: f32 });
    expect(ours.engine.detail).toContain('climbs in i8');
    expect(ours.audio).not.toEqual(theirs.audio);
    const best = ours.best.map(({ audio }) => audio);
    const again = await scores(model, best, objective, { engine: f32 });
    for (const [i, { score }] of ours.best.entries()) {
      expect(score).toBeCloseTo(again.total[i]!, 4);
    }
    // One climb of twelve steps may lie 15 % above or below another that goes a slightly different way: the mean tells.
    const shares = ours.best.map(({ score }, i) => score / theirs.best[i]!.score);
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.9);
    const last = await scores(model, ours.audio, objective, { engine: f32 });
    for (const [i, score] of ours.scores.entries()) expect(score).toBeCloseTo(last.total[i]!, 4);
  });

  test('its recipe says so and gives the same bits again', async () => {
    const short = { ...options, steps: 3 };
    const first = await render(model, objective, { ...short, engine: bytes });
    expect(first.recipe.environment.engineSettings).toEqual(bytes);
    const recipe = JSON.parse(JSON.stringify(first.recipe)) as Recipe;
    const again = await replay(recipe, { model });
    expect(again.audio).toEqual(first.audio);
    expect(again.history).toEqual(first.history);
  });

  test('auto: the recipe says what it came to', async () => {
    const { recipe } = await render(model, objective, {
      ...options,
      steps: 2,
      engine: { name: 'onnxruntime', precision: 'auto' },
    });
    expect(['f32', 'i8']).toContain((recipe.environment.engineSettings as typeof bytes).precision);
  });

  test('an unknown precision is a mistake', async () => {
    const engine = { name: 'onnxruntime', precision: 'f16' } as never;
    const failure = await render(model, objective, { ...options, engine }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toMatch(/unknown precision of engine "f16"; choose from f32, i8, auto/);
  });
});
