import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import { InputError } from '@audiate/protocol';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { activations } from '../hearing/activations.js';
import * as optimizers from '../optimizers/index.js';
import type { Recipe } from '../recipe/recipe.js';
import type { RenderStep } from '../record/result.js';
import type { RenderState } from '../record/state.js';
import { toy } from '../testing/toy-render.js';
import { render } from './render.js';
import { renderSteps } from './render-steps.js';
import { replay } from './replay.js';

const { model, objective, options } = toy;
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test('the same seed gives the same bits, another seed another sound', async () => {
  const [a, b] = [await render(model, objective, options), await render(model, objective, options)];
  expect(a.audio).toEqual(b.audio);
  expect(a.history).toEqual(b.history);
  const other = await render(model, objective, { ...options, seed: 6 });
  expect(other.audio[0]).not.toEqual(a.audio[0]);
});

test.each([1, 4, 7, 11])('cancelled after %i steps and resumed is as if never stopped', async (cut) => {
  const whole = await render(model, objective, { ...options, snapshots: [0, 6] });
  const stop = new AbortController();
  const first = await render(model, objective, {
    ...options,
    snapshots: [0, 6],
    signal: stop.signal,
    onStep: ({ step }) => {
      if (step === cut - 1) stop.abort();
    },
  });
  expect(first.stopped).toBe('aborted');
  expect(first.history).toHaveLength(cut);
  const second = await render(model, objective, { ...options, snapshots: [0, 6], resume: first.state });
  expect(second.audio).toEqual(whole.audio);
  expect(second.history).toEqual(whole.history);
  expect(second.best).toEqual(whole.best);
  expect(second.snapshots).toEqual(whole.snapshots);
});

test('resuming with other options is refused by name; a finished state gives its result at once', async () => {
  const { state, audio } = await render(model, objective, options);
  await expect(render(model, objective, { ...options, seed: 9, resume: state })).rejects.toThrow(
    /rendered with another seed \("5", now "9"\)/,
  );
  const again = await render(model, objective, { ...options, resume: state });
  expect(again.stopped).toBe('done');
  expect(again.audio).toEqual(audio);
});

test.each([
  ['while the loop has a step in hand: the result is what the generator returns', 'between'],
  ['while a step is made: it carries the result, too', 'within'],
])('renderSteps gives each step once, aborted %s', async (_, when) => {
  const stop = new AbortController();
  const steps = renderSteps(model, objective, { ...options, signal: stop.signal });
  const given: RenderStep[] = [];
  let next = await steps.next();
  for (; !next.done; next = await steps.next()) {
    given.push(next.value);
    if (given.length < 3) continue;
    if (when === 'between') stop.abort();
    else setImmediate(() => stop.abort());
  }
  const result = next.value;
  expect(result.stopped).toBe('aborted');
  expect(given.map(({ step }) => step)).toEqual(result.history.map(({ step }) => step));
  expect(given).toHaveLength(when === 'between' ? 3 : 4);
  expect(given.map((step) => step.result)).toEqual(given.map((_, i) => (i === 3 ? result : undefined)));
});

test('an abort before the first step resolves with the start', async () => {
  const result = await render(model, objective, { ...options, signal: AbortSignal.abort() });
  expect(result.stopped).toBe('aborted');
  expect(result.history).toEqual([]);
  expect(result.audio[0]!.every(Number.isFinite)).toBe(true);
});

test('replay gives the same bits from JSON', async () => {
  const rich = objectives.sum(
    objectives.scale(objective, { from: 0.5, to: 1 }),
    objectives.scale(objectives.channel('energies', 2, { reduce: 'logsumexp' }), 0.1),
  );
  const made = await render(model, rich, { ...options, transforms: transforms.standard(), draws: 2, batch: 2 });
  const again = await replay(throughJson(made.recipe), { model });
  expect(again.audio).toEqual(made.audio);
  expect(again.recipe).toEqual(throughJson(made.recipe));
});

test('replay asks for functions by name and for arrays by hash', async () => {
  const clip = new Float32Array(384).map((_, i) => 0.1 * Math.sin(i / 5));
  const loud = transforms.custom('loud', (audio) => tf.mul(audio, 2));
  const made = await render(model, objective, {
    ...options,
    param: param.rms(param.spectrum({ from: clip })),
    transforms: loud,
  });
  const recipe = throughJson(made.recipe);
  await expect(replay(recipe, { model })).rejects.toThrow(/array of 384 numbers with hash [0-9a-f]{16}/);
  await expect(replay(recipe, { model, arrays: [clip] })).rejects.toThrow(/custom part "loud"/);
  const again = await replay(recipe, { model, arrays: [clip], parts: { loud } });
  expect(again.audio).toEqual(made.audio);
});

test('replay finds the targets of objectives by hash', async () => {
  const { data, shape } = (
    await activations(model, (await render(model, objective, options)).audio[0]!, ['filters'], { engine: 'cpu' })
  ).filters;
  const { activationMatch, product, timeWindow } = objectives;
  const target = product(
    activationMatch('filters', { data, shape }),
    timeWindow(objective, { fromFrame: 0, toFrame: 5 }),
  );
  const made = await render(model, target, options);
  const recipe = throughJson(made.recipe);
  await expect(replay(recipe, { model })).rejects.toThrow(/array of 48 numbers with hash [0-9a-f]{16}/);
  expect((await replay(recipe, { model, arrays: [data] })).audio).toEqual(made.audio);
});

test('replay refuses another model, and what is no recipe', async () => {
  const { recipe } = await render(model, objective, { ...options, steps: 1 });
  await expect(replay(recipe, { model: { ...model, fingerprint: 'other' } })).rejects.toThrow(
    /made with "toy" \(fingerprint "toy-8"\), not with "toy" \("other"\)/,
  );
  await expect(replay({} as never, { model })).rejects.toThrow(/a recipe of format 1 is needed/);
  const unknown = { ...recipe, param: { kind: 'hologram' } };
  await expect(replay(unknown, { model })).rejects.toThrow(
    /unknown kind "hologram" for param in the recipe; choose from/,
  );
});

test('a damaged recipe is refused in one sentence', async () => {
  const { recipe } = await render(model, objective, { ...options, steps: 1 });
  const nested = (depth: number): Recipe['param'] =>
    depth === 0 ? recipe.param : { kind: 'bounded', limit: 1, param: nested(depth - 1) };
  const table: [unknown, RegExp][] = [
    [{ ...recipe, model: undefined }, /the recipe's model is missing; pass the recipe whole/],
    [{ ...recipe, environment: null }, /the recipe's environment is missing/],
    [{ ...recipe, objective: [null] }, /the recipe's objective 0 is missing/],
    [{ ...recipe, objective: [{ weight: 'loud', term: recipe.objective[0]!.term }] }, /weight must be a finite number/],
    [{ ...recipe, param: { kind: 'noise', snrDb: 3 } }, /unknown kind "noise" for param/],
    [{ ...recipe, param: { kind: '__proto__' } }, /unknown kind "__proto__" for param/],
    [{ ...recipe, transforms: { kind: 'compose' } }, /transforms in the recipe is damaged at kind "compose"/],
    [{ ...recipe, param: nested(100) }, /param in the recipe is nested deeper than 64 parts/],
    [{ ...recipe, samples: 2e9 }, /samples for toy \(16000 Hz\) must be .* at most 57600000, got 2000000000/],
    [{ ...recipe, steps: 1e12 }, /steps must be a whole number at least 1 and at most 1000000/],
  ];
  for (const [damaged, message] of table) {
    const failure = await replay(damaged as Recipe, { model }).catch((error: unknown) => error);
    expect(failure, String(message)).toBeInstanceOf(InputError);
    expect((failure as Error).message).toMatch(message);
  }
});

test('every field of a recipe is asked for: no default, no other type, no unknown one', async () => {
  const plateau = { steps: 8, tolerance: 0 };
  const { recipe } = await render(model, objective, { ...options, steps: 1, plateau, restarts: 2, chunk: 1 });
  expect((await replay(throughJson(recipe), { model })).recipe).toEqual(throughJson(recipe));
  const paths = pathsOf({ ...recipe, param: 0, transforms: 0, optimizer: 0, learningRate: 0 });
  expect(paths).toHaveLength(33);
  const optional = [['plateau'], ['restarts'], ['chunk']];
  for (const path of paths) {
    const name = path.at(-1)!;
    const without = throughJson(recipe);
    delete holderOf(without, path)[name];
    if (optional.some(([only]) => path.length === 1 && name === only)) await replay(without, { model });
    else await expectRefusal(without, name === 'format' ? /format 1 is needed/ : new RegExp(`${name} is missing`));
    const other = throughJson(recipe);
    holderOf(other, path)[name] = [typeof holderOf(other, path)[name]];
    await expectRefusal(other, new RegExp(name === 'format' ? /format 1/ : `\\b${name}\\b`));
  }
  await expectRefusal({ ...recipe, restart: 3 } as never, /the recipe must not have "restart"; do you mean restarts\?/);
  await expectRefusal({ ...recipe, environment: { ...recipe.environment, engine: 'auto' } } as never, /that ran/);
});

test('every option of every part of a recipe is asked for, too', async () => {
  const objective = objectives.sum(
    objectives.interpolate(objectives.neuron('filters', 3, { at: 2 }), objectives.channel('filters', 1)),
    objectives.channelWeights('filters', { 2: 1, 5: -0.5 }),
  );
  const { recipe } = await render(model, objective, {
    ...options,
    ...{ steps: 1, batch: 2, transforms: transforms.standard(), optimizer: optimizers.adam() },
  });
  const sorted = JSON.parse(JSON.stringify(recipe), (_, value) => sortedNames(value));
  expect((await replay(sorted, { model })).recipe).toEqual(recipe);
  const paths = optionsOf(recipe).filter(([name]) => ['param', 'transforms', 'optimizer', 'objective'].includes(name!));
  expect(paths.length).toBeGreaterThan(25);
  for (const path of paths) {
    const without = throughJson(recipe);
    delete holderOf(without, path)[path.at(-1)!];
    // In whose words depends on whether the part asks for it itself.
    await expectRefusal(without, /\w/);
    const unknown = throughJson(recipe);
    holderOf(unknown, path).extra = 1;
    await expectRefusal(unknown, /must not have "extra"|"extra" of kind "\w+" must be absent, got 1/);
  }
  const lacking = throughJson(recipe) as unknown as { param: { param: { floorHz?: number } } };
  delete lacking.param.param.floorHz;
  await expectRefusal(
    lacking as never,
    /param in the recipe: the "floorHz" of kind "spectrum" is missing; pass the recipe whole/,
  );
});

/** Every path to an option of a part, a part being what has a kind. */
function optionsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const own = Object.hasOwn(value, 'kind') ? [[name]] : [];
    return [...own, ...optionsOf(inner).map((rest) => [name, ...rest])];
  });
}

function sortedNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function expectRefusal(recipe: Recipe, message: RegExp): Promise<void> {
  const failure = await replay(recipe, { model }).catch((error: unknown) => error);
  expect(failure, String(message)).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(message);
}

/** Every path to a field of plain data, those of records included, through the first member of a list. */
function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? Object.keys(value).slice(0, 1) : Object.keys(value);
  return names.flatMap((name) => {
    const own = Array.isArray(value) ? [] : [[name]];
    if (name === 'term') return own;
    return [...own, ...pathsOf((value as Record<string, unknown>)[name]).map((rest) => [name, ...rest])];
  });
}

function holderOf(value: unknown, path: readonly string[]): Record<string, unknown> {
  return path.slice(0, -1).reduce((at, name) => at[name] as never, value as Record<string, unknown>);
}

test('the recipe records what bit-equality depends on', async () => {
  const { recipe } = await render(model, objective, { ...options, steps: 1 });
  const { environment } = recipe;
  expect(recipe.seed).toBe(5);
  expect(environment).toMatchObject({ engine: 'cpu', threads: 1, tfjs: tf.version_core });
  expect(environment.runtime).toBe(`node ${process.version}`);
  expect(environment.cpu.length).toBeGreaterThan(0);
});

test('a state is plain data: structured clones resume, too', async () => {
  const stop = new AbortController();
  const onStep = () => stop.abort();
  const cut = await render(model, objective, { ...options, signal: stop.signal, onStep });
  const state = structuredClone(cut.state) as RenderState;
  const whole = await render(model, objective, options);
  expect((await render(model, objective, { ...options, resume: state })).audio).toEqual(whole.audio);
});
