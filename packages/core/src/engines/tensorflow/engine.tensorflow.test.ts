import * as objectives from '@audiate/objectives';
import { defineModel, type ModelAdapter, type Objective, type Optimizer } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { activations } from '../../hearing/activations.js';
import { render } from '../../render/render.js';
import { compared, expectAsOnCpu } from '../../testing/expect-as-on-cpu.js';
import { expectSameBits } from '../../testing/expect-same-bits.js';
import { speaker, spoken, targets } from '../../testing/targets.js';
import { toy } from '../../testing/toy-render.js';

const { model, objective } = toy;
const options = { ...compared, engine: 'tensorflow' } as const;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('renders as the cpu engine does', () => {
  test.each(Object.entries(targets))('%s', (_, target) => expectAsOnCpu('tensorflow', model, target));
  test.each(Object.entries(spoken))('%s', (_, target) => expectAsOnCpu('tensorflow', speaker, target));
});

test.each(Object.entries<Objective>(targets))(
  'one step of %s has the scores and the gradient of the cpu engine within 1e-4',
  async (_, target) => {
    const [ours, theirs] = [await firstGradient('tensorflow', target), await firstGradient('cpu', target)];
    for (const [i, score] of theirs.scores.entries()) expect(ours.scores[i]).toBeCloseTo(score, 4);
    const largest = Math.max(...theirs.gradient.map(Math.abs));
    const worst = Math.max(...theirs.gradient.map((x, i) => Math.abs(x - ours.gradient[i]!)));
    expect(worst).toBeLessThanOrEqual(1e-4 * largest);
  },
);

/** What the first step of a render gives its optimizer. */
async function firstGradient(engine: 'tensorflow' | 'cpu', target: Objective) {
  const seen: number[] = [];
  const optimizer: Optimizer = {
    spec: { kind: 'recording' },
    learningRate: 0,
    init: () => ({}),
    update: (gradients, state, values) => {
      for (const { data } of Object.values(gradients)) seen.push(...data);
      return { values, state };
    },
  };
  const { history } = await render(model as ModelAdapter, target, { ...options, engine, optimizer, steps: 1 });
  return { scores: history[0]!.total, gradient: seen };
}

test('says package, version and device, and leaves the user their backend', async () => {
  const { engine, recipe } = await render(model, objective, options);
  expect(engine.detail).toMatch(/^@tensorflow\/tfjs-node with TensorFlow 2\.\d+\.\d+ on the CPU, \d+ threads?$/);
  expect(recipe.environment.engineDetail).toBe(engine.detail);
  expect(tf.getBackend()).toBe('cpu');
});

test('the same bits again, and after a pause', () => expectSameBits('tensorflow'));

test('the device can be asked for where it is the one that the process runs on', async () => {
  const on = (device: 'cpu' | 'gpu:0') =>
    render(model, objective, { ...options, steps: 1, engine: { name: 'tensorflow', device } });
  const { recipe } = await on('cpu');
  expect(recipe.environment.engineSettings).toEqual({ name: 'tensorflow', device: 'cpu' });
  await expect(on('gpu:0')).rejects.toThrow(
    'engine "tensorflow" does not start here (tensorflow: there is no gpu:0: TensorFlow finds no GPU)',
  );
});

describe('more than memory holds', () => {
  /** Asks for 64 TB. */
  const greedy = defineModel({
    ...model,
    forward(audio, layers) {
      const vast = tf.mean(tf.fill([2 ** 22, 2 ** 22], 1));
      return model.forward(tf.add(audio, vast) as tf.Tensor2D, layers);
    },
  });
  const ran = 'the engine "tensorflow" ran out of memory hearing';

  test('tells the batch size to try, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    const rendered = (batch: number, less: { draws?: number; chunk?: number } = {}) =>
      render(greedy, objective, { ...options, batch, draws: 1, ...less });
    const inPieces = 'which hears the same batch piece by piece';
    const cases = [
      [rendered(8), `8 sounds of 0.02 s at once; try batch: 4, or chunk: 4, ${inPieces}`],
      [rendered(8, { draws: 2 }), `16 sounds of 0.02 s at once; try batch: 4, or chunk: 4, ${inPieces}`],
      [rendered(8, { chunk: 3 }), '3 sounds of 0.02 s at once; try chunk: 1, or batch: 4'],
      [rendered(8, { chunk: 1 }), '1 sound of 0.02 s at once; try batch: 4'],
      [rendered(1, { draws: 2 }), `2 sounds of 0.02 s at once; try chunk: 1, ${inPieces}`],
      [rendered(1), '1 sound of 0.02 s at once; try a shorter sound, or a layer nearer to the input'],
    ] as const;
    for (const [attempt, said] of cases) await expect(attempt).rejects.toThrow(`${ran} ${said}`);
    await expect(rendered(1)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/^Invalid TF_Status: 8/) },
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('also where a clip is heard', async () => {
    const sounds = [0, 1, 2, 3].map(() => new Float32Array(384));
    await expect(activations(greedy, sounds, ['filters'], { engine: 'tensorflow' })).rejects.toThrow(
      `${ran} 4 sounds of 0.02 s at once; try 2 sounds at a time`,
    );
  });

  test('another error stays what it is', async () => {
    const wrong = objectives.custom('wrong', ['filters'], ({ filters }) => tf.matMul(filters, filters).sum([1, 2]));
    await expect(render(model, wrong, options)).rejects.toThrow(/Matrix size-incompatible/);
  });
});
