import {
  type EngineChoice,
  type ModelAdapter,
  type Objective,
  scheduleAt,
  scorer,
  type WeightedTerm,
} from '@audiate/core';
import { turn } from '../stages/turn.js';
import { heardObjective } from './heard-objective.js';

/** Sounds that are heard at once. */
const AT_ONCE = 8;
/** The end of a render, for weights that follow a schedule. */
const END = 2 ** 31;

/**
 * What every sound scores under every objective, `[objectives][sounds]`, in one pass of the model: terms that several
 * objectives hold are scored once. See {@link heardObjective} for what counts.
 * @param sounds equally long.
 */
export async function scoreAll(
  model: ModelAdapter,
  sounds: readonly Float32Array[],
  {
    objectives,
    engine,
    signal,
  }: {
    readonly objectives: readonly Objective[];
    readonly engine?: EngineChoice | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<number[][]> {
  const heard = objectives.map((objective) => heardObjective(objective, model));
  const terms = new Map<string, WeightedTerm>();
  for (const weighted of heard.flatMap((objective) => objective.terms)) {
    terms.set(weighted.term.description, { weight: 1, term: weighted.term });
  }
  const samples = sounds[0]!.length;
  const batch = Math.min(AT_ONCE, sounds.length);
  const ready = await scorer(model, { terms: [...terms.values()] }, { samples, batch, ...(engine && { engine }) });
  const found: number[][] = objectives.map(() => []);
  try {
    for (let from = 0; from < sounds.length; from += batch) {
      await turn(signal);
      const some = sounds.slice(from, from + batch);
      const silence = Array.from({ length: batch - some.length }, () => new Float32Array(samples));
      const scores = await ready.score([...some, ...silence]);
      for (const [i, objective] of heard.entries()) {
        found[i]!.push(...some.map((_, sound) => totalOf(objective, (name) => scores.terms[name]![sound]!)));
      }
    }
  } finally {
    ready.dispose();
  }
  return found;
}

function totalOf({ terms }: Objective, scoreOf: (description: string) => number): number {
  return terms.reduce((sum, { weight, term }) => sum + scheduleAt(weight, END, END) * scoreOf(term.description), 0);
}
