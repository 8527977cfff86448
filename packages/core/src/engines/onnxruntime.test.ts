import { programCount, releaseIdlePrograms } from '@audiate/compile';
import * as objectives from '@audiate/objectives';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { activations } from '../hearing/activations.js';
import type { RenderOptions } from '../render/options.js';
import { render } from '../render/render.js';
import { renderSteps } from '../render/render-steps.js';
import { compared, expectAsOnCpu } from '../testing/expect-as-on-cpu.js';
import { expectSameBits } from '../testing/expect-same-bits.js';
import { speaker, spoken, targets } from '../testing/targets.js';
import { toy } from '../testing/toy-render.js';

const { model, objective } = toy;
const { neuron, channel, custom } = objectives;
const compiled: RenderOptions = { ...compared, engine: 'onnxruntime' };
const eager: RenderOptions = { ...compiled, engine: 'cpu' };

describe('renders as the eager engine does', () => {
  test.each(Object.entries(targets))('%s', (_, target) => expectAsOnCpu('onnxruntime', model, target));
  test.each(Object.entries(spoken))('%s', (_, target) => expectAsOnCpu('onnxruntime', speaker, target));
});

test('the same bits again, and after a pause', () => expectSameBits('onnxruntime'));

test('a signal in the middle of a step ends the render after it, and it goes on with the same bits', async () => {
  const hearing = (atStep: (step: number) => void): RenderOptions => ({
    ...compiled,
    transforms: transforms.custom('hearing', (audio, _, { step }) => {
      atStep(step);
      return tf.clone(audio);
    }),
  });
  const undisturbed = hearing(() => {});
  const whole = await render(model, objective, undisturbed);
  const stop = new AbortController();
  const half = await render(model, objective, {
    ...hearing((step) => {
      if (step === 1) stop.abort();
    }),
    signal: stop.signal,
  });
  expect(half.stopped).toBe('aborted');
  expect(half.history).toHaveLength(2);
  const resumed = await render(model, objective, { ...undisturbed, resume: half.state });
  expect(resumed.audio).toEqual(whole.audio);
});

test('renders finished, broken off and failed leave nothing, and the user has their backend', async () => {
  await tf.setBackend('cpu');
  const reading = custom('reading', ['filters'], ({ filters }) =>
    tf.mul(tf.mean(filters, [1, 2]), filters.dataSync()[0]!),
  );
  const attempt = async (frame: number) => {
    await render(model, neuron('filters', 3, { at: frame }), compiled);
    for await (const step of renderSteps(model, objective, compiled)) if (step.step === 1) break;
    await expect(render(model, reading, compiled)).rejects.toThrow(/asked for the numbers of a tensor/);
  };
  await attempt(0);
  const before = tf.memory();
  for (let i = 0; i < 30; i++) await attempt(i % 5);
  const now = tf.memory();
  expect([now.numTensors, now.numDataBuffers]).toEqual([before.numTensors, before.numDataBuffers]);
  expect(tf.getBackend()).toBe('cpu');
});

test('two at a time equal one after the other', async () => {
  const other = channel('energies', 2);
  const alone = [await render(model, objective, compiled), await render(model, other, compiled)];
  const together = await Promise.all([render(model, objective, compiled), render(model, other, compiled)]);
  for (const [i, result] of together.entries()) expect(result.audio).toEqual(alone[i]!.audio);
});

test('a heard length of its own', async () => {
  const shorter = transforms.custom('shorter', (x) => tf.slice(x, [0, 3], [x.shape[0], x.shape[1] - 6]));
  const target = channel('filters', 1);
  const [ours, theirs] = [
    await render(model, target, { ...compiled, transforms: shorter }),
    await render(model, target, { ...eager, transforms: shorter }),
  ];
  expect(ours.history[3]!.total[0]).toBeCloseTo(theirs.history[3]!.total[0]!, 3);
});

test('other units, frames and weights of one structure share a program, differ, and score as the eager engine does', async () => {
  releaseIdlePrograms();
  const found = [];
  for (const [unit, at, weight] of [
    [1, 2, 0.1],
    [3, 2, 0.1],
    [3, 4, 0.1],
    [3, 4, 0.6],
  ] as const) {
    const target = neuron('filters', unit, { at, neighbors: weight });
    const ours = await render(model, target, compiled);
    const theirs = await render(model, target, eager);
    for (const [item, score] of theirs.scores.entries()) expect(ours.scores[item]).toBeCloseTo(score, 4);
    found.push(ours.scores[0]);
    expect(programCount()).toBe(1);
  }
  expect(new Set(found).size).toBe(4);
});

test('activations', async () => {
  const sound = Float32Array.from({ length: 64 * 6 }, (_, i) => Math.sin(i * 0.1));
  const ours = await activations(model, sound, ['filters', 'energies'], { engine: 'onnxruntime' });
  const theirs = await activations(model, sound, ['filters', 'energies'], { engine: 'cpu' });
  for (const layer of ['filters', 'energies'] as const) {
    expect(ours[layer].shape).toEqual(theirs[layer].shape);
    ours[layer].data.forEach((value, i) => {
      expect(value).toBeCloseTo(theirs[layer].data[i]!, 4);
    });
  }
});
