import * as objectives from '@audiate/objectives';
import { InputError } from '@audiate/protocol';
import { beforeAll, expect, test } from 'vitest';
import * as optimizers from '../optimizers/index.js';
import type { RenderOptions } from '../render/options.js';
import { render } from '../render/render.js';
import { toy } from '../testing/toy-render.js';
import type { RenderState } from './state.js';

const { model } = toy;
const objective = objectives.each([1, 4].map((channel) => objectives.neuron('filters', channel, { at: 2 })));
const options: RenderOptions = {
  ...toy.options,
  restarts: 3,
  snapshots: [0, 6, 9],
  plateau: { steps: 8 },
  optimizer: optimizers.adam(),
};
/** After 8 of 12 steps of the second restart. */
let state: RenderState;
beforeAll(async () => {
  const stop = new AbortController();
  const onStep = ({ restart, step }: { restart: number; step: number }) => {
    if (restart === 1 && step === 7) stop.abort();
  };
  ({ state } = await render(model, objective, { ...options, signal: stop.signal, onStep }));
});

test('a state of a render passes, after any number of steps of any restart', async () => {
  const whole = await render(model, objective, options);
  const states: RenderState[] = [];
  await render(model, objective, { ...options, onStep: (step) => void states.push(step.state()) });
  expect(states.length).toBeGreaterThan(24);
  for (const one of [states[0]!, ...states.filter((_, i) => i % 5 === 2), states.at(-1)!]) {
    expect((await render(model, objective, { ...options, resume: one })).audio).toEqual(whole.audio);
  }
});

test.each<[string, string, unknown, RegExp]>([
  ['step below 0', 'step', -1, /its step must be a whole number from 0 to 12, got -1/],
  ['step as a text', 'step', '2', /its step must be .*, got "2"/],
  ['step that is broken', 'step', 7.5, /its step must be/],
  ['step beyond the end', 'step', 13, /from 0 to 12, got 13/],
  ['step without its history', 'step', 7, /its history must be a list of 7, got an array of 8/],
  ['no values', 'values', {}, /its values must hold exactly "/],
  ['values of a list', 'values', [], /resume must be the state of a result, got an object/],
  ['another value', 'values.more', { data: new Float32Array(2), shape: [2] }, /its values must hold exactly/],
  ['a value of another shape', 'values.*.shape', [2, 7], /its values\..* must have the shape/],
  ['a value that is cut', 'values.*.data', new Float32Array(3), /must be a Float32Array of \d+ finite numbers, got/],
  ['a value that is NaN', 'values.*.data.3', Number.NaN, /finite numbers/],
  ['a value as a list', 'values.*.data', [0], /Float32Array of/],
  ['an empty optimizer', 'optimizer', {}, /its optimizer.mean must hold exactly/],
  ['an optimizer without arrays', 'optimizer.square', {}, /its optimizer.square must hold exactly/],
  [
    'an optimizer that is cut',
    'optimizer.mean.*.data',
    new Float32Array(3),
    /its optimizer.mean\..*data must be a Float32Array/,
  ],
  ['an optimizer with more', 'optimizer.more', 5, /its optimizer.more must hold arrays/],
  ['an infinite optimizer', 'optimizer.mean.*.data.0', Infinity, /its optimizer.mean\./],
  ['no best', 'best', [], /its best must be a list of 2, got an array of 0/],
  ['a best from the future', 'best.0.step', 9, /its best\[0\].step must be .* 0 to 8, got 9/],
  ['a best score as a text', 'best.1.score', '1', /its best\[1\].score must be a number/],
  ['a best sound that is cut', 'best.1.audio', new Float32Array(9), /its best\[1\].audio must be/],
  ['a best that is nothing', 'best.0', null, /its best\[0\].step must be/],
  ['no rises', 'rises', [], /its rises must be a list of 2/],
  ['a rise of garbage', 'rises.0', {}, /its rises\[0\].step must be/],
  ['a history of garbage', 'history.3', { step: 3 }, /its history\[3\].total must be a list/],
  ['a history out of order', 'history.0.step', 7, /its history\[0\].step must be 0, got 7/],
  ['a total too few', 'history.2.total', [0], /its history\[2\].total must be a list of 2/],
  ['another term', 'history.2.terms.x', [0, 0], /its history\[2\].terms must hold exactly/],
  ['a score as a text', 'history.2.total.1', '3', /history\[2\].total\[1\] must be a number/],
  ['a snapshot lost', 'snapshots', [], /its snapshots must be a list of 2/],
  ['a snapshot of another step', 'snapshots.1.step', 5, /its snapshots\[1\].step must be 6, got 5/],
  ['a snapshot without sounds', 'snapshots.1.audio', [], /its snapshots\[1\].audio must be a list/],
  ['too many restarts', 'restarts', [1, 2, 3], /its restarts must be a list of 1, got an array of 3/],
  ['a restart lost', 'restarts', [], /its restarts must be a list of 1, got an array of 0/],
  ['a restart beyond the last', 'restart', 3, /its restart must be a whole number from 0 to 2, got 3/],
  [
    'a total that is not the sum of its terms',
    'history.2.total.1',
    9,
    /history\[2\].total\[1\] must be the sum of its/,
  ],
  ['a total that is no number', 'history.2.total.1', Number.NaN, /history\[2\].total\[1\] must be the sum of its/],
  ['a best of a step that none was looked at', 'best.0.step', 3, /its best\[0\].step must be a multiple of 4, got 3/],
  ['a rise of a step that none was looked at', 'rises.0.step', 0, /its rises\[0\].step must be a multiple of 4/],
  ['a recipe of a bigint', 'recipe.seed', 5n, /rendered with another seed/],
  ['a restart of another seed', 'restarts.0.seed', 9, /its restarts\[0\].seed must be 5, got 9/],
  ['a restart of garbage', 'restarts.0', 7, /its restarts\[0\] must be a restart/],
  ['a restart under way', 'restarts.0.stopped', 'aborted', /restarts\[0\].stopped must be one of/],
  ['a restart of cut sounds', 'restarts.0.audio', [], /its restarts\[0\].audio must be a list of 2/],
  ['a restart without scores', 'restarts.0.scores', [], /its restarts\[0\].scores must be a list/],
  ['a restart with others asleep', 'restarts.0.asleep', [[], ['x']], /its restarts\[0\].asleep\[1\] must be a list of/],
  ['a restart without a past', 'restarts.0.history', 0, /restarts\[0\].history must be a list/],
  ['no recipe', 'recipe', null, /resume must be the state of a result/],
  ['a recipe of another seed', 'recipe.seed', 6, /rendered with another seed \("6", now "5"\)/],
])('%s is refused before the first step', async (_, path, value, message) => {
  const damaged = structuredClone(state);
  put(damaged, path.split('.'), value);
  const onStep = () => expect.unreachable();
  const failure = await render(model, objective, { ...options, resume: damaged, onStep }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(message);
  expect((failure as Error).message).not.toContain('\n');
});

/** Puts a value at a path; `*` is the first name there. */
function put(at: unknown, [name, ...rest]: readonly string[], value: unknown): void {
  const record = at as Record<string, unknown>;
  const key = name === '*' ? Object.keys(record)[0]! : name!;
  if (rest.length > 0) put(record[key], rest, value);
  else record[key] = value;
}
