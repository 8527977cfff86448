import * as objectives from '@audiate/objectives';
import type { Objective, Optimizer, Values } from '@audiate/protocol';
import * as transforms from '@audiate/transforms';
import { describe, expect, test } from 'vitest';
import type { RenderOptions } from '../render/options.js';
import { render } from '../render/render.js';
import { toy } from '../testing/toy-render.js';

const { neuron, energy, negate, scale, sum } = objectives;
const { model } = toy;

/** What an optimizer is given at each step, and where it goes instead. */
function watched(move: (values: Values, step: number) => Values) {
  const gradients: Float32Array[] = [];
  const optimizer: Optimizer = {
    spec: { kind: 'watched' },
    learningRate: 1,
    init: () => ({}),
    update(given, state, values, step) {
      gradients.push(Float32Array.from(Object.values(given).flatMap(({ data }) => Array.from(data))));
      return { values: move(values, step), state };
    },
  };
  return { gradients, optimizer };
}

const stay = (values: Values) => values;
const firstGradient = async (objective: Objective, options: Partial<RenderOptions>) => {
  const { gradients, optimizer } = watched(stay);
  await render(model, objective as typeof toy.objective, { ...toy.options, ...options, optimizer, steps: 1 });
  return gradients[0]!;
};

describe('an optimizer is given the slope of minus the objective', () => {
  test.each(['cpu', 'wasm', 'onnxruntime'] as const)(
    '%s, by central differences of what the loop scores',
    async (engine) => {
      const objective = sum(neuron('filters', 3, { at: 2 }), scale(neuron('energies', 1), -0.3), energy());
      const reach = 1e-4;
      // Step 0 stands at the start, step 1 a little further along a direction, step 2 as far on the other side.
      const along = (values: Values, step: number) =>
        Object.fromEntries(
          Object.entries(values).map(([name, { data, shape }]) => {
            const by = step === 0 ? reach : -2 * reach;
            return [name, { shape, data: data.map((value, i) => value + by * Math.sin(i * i + 1)) }];
          }),
        );
      const { gradients, optimizer } = watched(along);
      const { history } = await render(model, objective as typeof toy.objective, {
        ...toy.options,
        engine,
        optimizer,
        steps: 3,
        transforms: transforms.none(),
      });
      const [, ahead, behind] = history.map(({ total }) => total[0]!) as [number, number, number];
      const measured = (ahead - behind) / (2 * reach);
      const told = gradients[0]!.reduce((dot, slope, i) => dot - slope * Math.sin(i * i + 1), 0);
      expect(Math.abs(measured)).toBeGreaterThan(0.1);
      expect(told / measured).toBeCloseTo(1, 2);
    },
  );

  test('turned about where the objective is negated, and 0 where nothing is climbed', async () => {
    const up = await firstGradient(toy.objective, {});
    const down = await firstGradient(negate(toy.objective), {});
    expect(down).toEqual(up.map((slope) => 0 - slope));
    const none = await firstGradient(scale(toy.objective, 0), {});
    expect(none.every((slope) => Object.is(slope, 0))).toBe(true);
  });
});

test('a gradient with a norm of its own weighs the same in one draw and in the mean of many', async () => {
  const objective = sum<'filters'>(toy.objective as never, energy());
  const normalized = { transforms: transforms.normalizeGradient() };
  const one = await firstGradient(objective, normalized);
  for (const draws of [2, 3, 8]) {
    const many = await firstGradient(objective, { ...normalized, draws });
    const worst = Math.max(...many.map((slope, i) => Math.abs(slope - one[i]!)));
    expect(worst).toBeLessThan(1e-5 * Math.max(...one.map(Math.abs)));
  }
});
