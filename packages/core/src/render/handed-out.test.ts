import * as objectives from '@audiate/objectives';
import { expect, test } from 'vitest';
import type { RenderState } from '../record/state.js';
import { toy } from '../testing/toy-render.js';
import { render } from './render.js';
import { renderSteps } from './render-steps.js';

const { model } = toy;
const objective = objectives.each([1, 4].map((channel) => objectives.neuron('filters', channel, { at: 2 })));
const options = { ...toy.options, every: 2, restarts: 2, snapshots: [0, 5] };

/** Puts 7 wherever a number can be put; what is frozen stays. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Float32Array) {
    value.fill(7);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'object') spoil(member);
    else Reflect.set(value, name, typeof member === 'number' ? 7 : undefined);
  }
  if (Array.isArray(value)) Reflect.set(value, 'length', 0);
}

test('what is done to steps and states does not change the render', async () => {
  const whole = await render(model, objective, options);
  const steps = renderSteps(model, objective, options);
  while (true) {
    const { done, value } = await steps.next();
    if (done) {
      expect(value).toEqual(whole);
      break;
    }
    if (value.result) continue;
    spoil(value.state());
    spoil(value);
  }
});

test('what is done to a state after it was passed does not change the render; nor is it changed', async () => {
  const whole = await render(model, objective, options);
  let cut: RenderState | undefined;
  const note = async (step: { restart: number; step: number; state(): RenderState }) => {
    if (step.restart === 1 && step.step === 5) cut = structuredClone(step.state());
  };
  await render(model, objective, { ...options, onStep: note });
  const before = structuredClone(cut!);
  expect(await render(model, objective, { ...options, resume: cut! })).toEqual(whole);
  expect(cut).toEqual(before);
  const onStep = () => spoil(cut);
  expect(await render(model, objective, { ...options, resume: cut!, onStep })).toEqual(whole);
});

test('a state shares nothing with the result beside it, and the recipe is no part of the parts', async () => {
  const result = await render(model, objective, options);
  const before = structuredClone(result.state);
  const param = structuredClone(options.param.spec);
  for (const part of [result.audio, result.best, result.snapshots, result.scores, result.recipe]) spoil(part);
  expect(result.state).toEqual(before);
  expect(options.param.spec).toEqual(param);
});

test('what is done to the objective and to a schedule during a render does not change it', async () => {
  const make = () => ({
    objective: { terms: objective.terms.map(({ term }) => ({ weight: { from: 1, to: 2 }, term })) },
    learningRate: { from: 0.1, to: 0.2 },
  });
  const [theirs, spoiled] = [make(), make()];
  const whole = await render(model, theirs.objective, { ...options, learningRate: theirs.learningRate });
  const onStep = () => {
    spoil({ learningRate: spoiled.learningRate, weights: spoiled.objective.terms.map(({ weight }) => weight) });
    spoiled.objective.terms.length = 0;
  };
  const found = await render(model, spoiled.objective, { ...options, learningRate: spoiled.learningRate, onStep });
  expect(found.audio).toEqual(whole.audio);
  expect(found.recipe).toEqual(whole.recipe);
});
