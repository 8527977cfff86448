import { InputError, show, type Values } from '@audiate/protocol';
import type { Recipe } from '../recipe/recipe.js';
import { checkSameRecipe } from '../recipe/write.js';
import type { Plan } from '../settings/plan.js';
import type { Best, HistoryEntry, Restart, Snapshot } from './record.js';
import type { RenderState } from './state.js';
import {
  expect,
  expectArrays,
  expectFloats,
  expectLength,
  expectNames,
  expectNumber,
  expectValues,
  expectWhole,
  isRecord,
} from './state-rules.js';
import { totals, weightsAt } from './totals.js';

/** The render that a state is to go on with. */
interface Resumed {
  readonly plan: Plan;
  readonly recipe: Recipe;
  /** The values that it would start from. */
  readonly start: Values;
}

/**
 * Checks that a state is one that a render of this plan could have left: its arrays have the names and shapes of the
 * start and hold finite numbers, and its steps, best sounds, history, snapshots and restarts fit the plan. That they are
 * the very numbers which a render left can't be seen; a file of `saveState` has a checksum for that.
 * @throws InputError naming the first thing that does not fit.
 */
export function checkState(state: RenderState, { plan, recipe, start }: Resumed): void {
  const lists = [state?.history, state?.best, state?.snapshots, state?.rises, state?.restarts];
  if (![state?.values, state?.optimizer, state?.recipe].every(isRecord) || !lists.every(Array.isArray)) {
    throw new InputError(`resume must be the state of a result, got ${show(state)}; pass result.state`);
  }
  checkSameRecipe(state.recipe, recipe);
  const fits = expectations(plan);
  const { step, values, optimizer, best, rises, history, snapshots, restart, restarts } = state;
  // States of earlier versions don't tell it.
  expectLength('restarts', restarts, expectWhole('restart', restart ?? restarts.length, (plan.restarts ?? 1) - 1));
  expectWhole('step', step, plan.steps);
  expectValues('values', values, start);
  for (const [slot, arrays] of Object.entries(plan.optimizer.init(start))) {
    expectValues(`optimizer.${slot}`, optimizer[slot], arrays);
  }
  for (const [slot, arrays] of Object.entries(optimizer)) expectArrays(`optimizer.${slot}`, arrays);
  expectLength('history', history, step);
  fits.history('history', history);
  fits.snapshots('snapshots', snapshots, step);
  // The sound is scored after each `every` steps; where it is not finite, which the next step finds, nothing is kept.
  if (best.length > 0 || step > plan.every) fits.best('best', best, { until: step });
  expectLength('rises', rises, best.length);
  for (const [i, rise] of rises.entries()) {
    expectWhole(`rises[${i}].step`, rise?.step, step);
    expectNumber(`rises[${i}].score`, rise?.score);
  }
  for (const [thing, looks] of Object.entries({ best, rises })) {
    for (const [i, look] of looks.entries()) {
      const due = look.step > 0 && look.step % plan.every === 0;
      expect(due, `${thing}[${i}].step`, `be a multiple of ${plan.every}`, look.step);
    }
  }
  for (const [i, one] of restarts.entries()) fits.restart(`restarts[${i}]`, one, plan.seed + i);
}

/** What a plan makes of a history, of sounds and of restarts. */
function expectations({ context: { batch, samples }, objective, steps, snapshots: due }: Plan) {
  const names = objective.terms.map(({ term }) => term.description);
  const audio = (thing: string, sounds: readonly Float32Array[], finite = true) => {
    expectLength(thing, sounds, batch);
    for (const [i, sound] of sounds.entries()) expectFloats(`${thing}[${i}]`, sound, { length: samples, finite });
  };
  const numbers = (thing: string, list: readonly number[]) => {
    expectLength(thing, list, batch);
    for (const [i, number] of list.entries()) expectNumber(`${thing}[${i}]`, number);
  };
  const history = (thing: string, entries: readonly HistoryEntry[]) => {
    for (const [i, entry] of entries.entries()) {
      expect(entry?.step === i, `${thing}[${i}].step`, `be ${i}`, entry?.step);
      numbers(`${thing}[${i}].total`, entry.total);
      expectNames(`${thing}[${i}].terms`, entry.terms, names);
      for (const name of names) numbers(`${thing}[${i}].terms[${show(name)}]`, entry.terms[name]!);
      expectSums(`${thing}[${i}].total`, entry, { names, weights: weightsAt(objective.terms, i, steps) });
    }
  };
  const best = (
    thing: string,
    list: readonly Best[],
    { until, finite = true }: { until: number; finite?: boolean },
  ) => {
    expectLength(thing, list, batch);
    for (const [i, one] of list.entries()) {
      expectWhole(`${thing}[${i}].step`, one?.step, until);
      expectNumber(`${thing}[${i}].score`, one.score);
      expectFloats(`${thing}[${i}].audio`, one.audio, { length: samples, finite });
    }
  };
  const snapshots = (thing: string, list: readonly Snapshot[], until: number) => {
    // One at the present step is missing where its sound is not finite.
    const wanted = due.filter((step) => step < until || (step === until && list.some((one) => one?.step === step)));
    expectLength(thing, list, wanted.length);
    for (const [i, snapshot] of list.entries()) {
      expect(snapshot?.step === wanted[i], `${thing}[${i}].step`, `be ${wanted[i]}`, snapshot?.step);
      audio(`${thing}[${i}].audio`, snapshot.audio);
    }
  };
  const restart = (thing: string, one: Restart, seed: number) => {
    expect(isRecord(one), thing, 'be a restart', one);
    expect(one.seed === seed, `${thing}.seed`, `be ${seed}`, one.seed);
    expect(STOPPED.includes(one.stopped), `${thing}.stopped`, `be one of ${STOPPED.join(', ')}`, one.stopped);
    // Of one that began with a sound that is not finite, that sound is left.
    const finite = one.stopped !== 'diverged';
    audio(`${thing}.audio`, one.audio, finite);
    numbers(`${thing}.scores`, one.scores);
    expectLength(`${thing}.asleep`, one.asleep, batch);
    for (const [i, asleep] of one.asleep.entries()) {
      const told = Array.isArray(asleep) && asleep.every((name) => names.includes(name));
      expect(told, `${thing}.asleep[${i}]`, 'be a list of terms', asleep);
    }
    expect(Array.isArray(one.history), `${thing}.history`, 'be a list', one.history);
    const made = expectWhole(`${thing}.history.length`, one.history.length, steps);
    history(`${thing}.history`, one.history);
    best(`${thing}.best`, one.best, { until: made, finite });
    snapshots(`${thing}.snapshots`, one.snapshots, made);
  };
  return { history, best, snapshots, restart };
}

const STOPPED: readonly string[] = ['done', 'plateau', 'diverged'] satisfies Restart['stopped'][];

/** A little apart, where another release of a runtime computes a schedule. */
function expectSums(
  thing: string,
  { total, terms }: HistoryEntry,
  { names, weights }: { readonly names: readonly string[]; readonly weights: readonly number[] },
): void {
  const scores = names.map((name) => terms[name]!);
  const sizes = totals(
    scores.map((of) => of.map(Math.abs)),
    weights.map(Math.abs),
  );
  for (const [item, sum] of totals(scores, weights).entries()) {
    const told = total[item]!;
    const fits = Number.isFinite(told) && Math.abs(told - sum) <= 1e-9 * sizes[item]!;
    expect(fits, `${thing}[${item}]`, `be the sum of its terms, ${sum}`, told);
  }
}
