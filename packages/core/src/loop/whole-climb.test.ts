import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import type { Param, Transform } from '@audiate/protocol';
import * as transforms from '@audiate/transforms';
import { describe, expect, test } from 'vitest';
import type { RenderOptions } from '../render/options.js';
import { render } from '../render/render.js';
import { toy } from '../testing/toy-render.js';

const { model, objective } = toy;
const options: RenderOptions = { ...toy.options, batch: 2, draws: 2 };

/** A part that counts how often its bound function is called in TensorFlow.js: a program calls nothing but once, for its trace. */
function counted() {
  const calls = { decode: 0 };
  const inner = toy.options.param;
  const own: Param = {
    spec: inner.spec,
    bind(context) {
      const bound = inner.bind(context);
      return {
        init: bound.init,
        decode(values) {
          calls.decode += 1;
          return bound.decode(values);
        },
      };
    },
  };
  return { calls, own };
}

/** A transform as others write it: without steps. */
const apart: Transform = transforms.custom('apart', (audio) => audio.clone());

const climbed = async (settings: RenderOptions) => {
  const { calls, own } = counted();
  const result = await render(model, objective, { ...options, param: own, ...settings });
  return { calls, result };
};

test('on onnxruntime steps and looks are one program each: nothing is decoded in TensorFlow.js', async () => {
  const { calls } = await climbed({ engine: 'onnxruntime' });
  // for the trace, and to find values that lead to no sound
  expect(calls.decode).toBe(2);
});

test('a transform without steps is made apart, with the same sounds', async () => {
  const { calls, result } = await climbed({ engine: 'onnxruntime', transforms: apart });
  expect(calls.decode).toBeGreaterThan(12);
  const { result: whole } = await climbed({ engine: 'onnxruntime', transforms: transforms.none() });
  for (const [step, { total }] of whole.history.entries()) {
    for (const [item, score] of total.entries()) expect(result.history[step]!.total[item]).toBeCloseTo(score, 4);
  }
});

describe.each([
  ['as long', transforms.noise({ snrDb: 20 })],
  ['shorter', transforms.crop({ samples: 64 * 5 })],
  ['longer', transforms.compose(transforms.pad({ samples: 64 }), transforms.noise({ snrDb: 20 }))],
])('what is heard is %s', (_, shake) => {
  test('a program and TensorFlow.js find the same', async () => {
    const settings = { transforms: shake, steps: 6, every: 2 };
    const { result: compiled } = await climbed({ ...settings, engine: 'onnxruntime' });
    const { result: eager } = await climbed({ ...settings, engine: 'cpu' });
    for (const [step, { total }] of eager.history.entries()) {
      total.forEach((score, item) => {
        expect(Math.abs(compiled.history[step]!.total[item]! - score)).toBeLessThan(
          1e-4 * Math.max(1, Math.abs(score)),
        );
      });
    }
    for (const [item, { score }] of eager.best.entries()) expect(compiled.best[item]!.score).toBeCloseTo(score, 3);
  });
});

test('a value that leads to no sound is told, as elsewhere', async () => {
  const inner = param.waveform();
  const idle: Param = {
    spec: inner.spec,
    bind(context) {
      const bound = inner.bind(context);
      return {
        init: (key) => ({ ...bound.init(key), idle: { data: new Float32Array(2), shape: [2, 1] } }),
        decode: (values) => bound.decode(values),
      };
    },
  };
  await expect(climbed({ engine: 'onnxruntime', param: idle })).rejects.toThrow(
    'param: its decode leaves the value "idle" unused',
  );
});

test('a term whose weight comes and goes has programs of its own', async () => {
  const swings = objectives.sum(
    objective,
    objectives.scale(objectives.energy(), { from: 0, to: 1 }),
  ) as typeof objective;
  const settings = { ...options, steps: 4 };
  const compiled = await render(model, swings, { ...settings, engine: 'onnxruntime' });
  const eager = await render(model, swings, { ...settings, engine: 'cpu' });
  for (const [step, { total }] of eager.history.entries()) {
    for (const [item, score] of total.entries()) expect(compiled.history[step]!.total[item]).toBeCloseTo(score, 4);
  }
});
