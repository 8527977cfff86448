import { InputError } from '@audiate/protocol';
import type { Value } from '../values/value.js';
import { answersOf } from './answers.js';
import type { Program, Step } from './step.js';

/** What is computed, and what goes on in its place. */
export interface Evaluation {
  /** The values that depend on the sound and are fed. */
  readonly fed: ReadonlyMap<string, Value>;
  /** Names of the values that are wanted; nothing that they don't need is computed. */
  readonly wanted: readonly string[];
  /** Told of every value, in the order of computation; answers what goes on in its place. */
  readonly onValue?: (name: string, value: Value) => Value;
}

/** Runs the steps that wanted values need. */
export type Evaluate = (evaluation: Evaluation) => ReadonlyMap<string, Value>;

/** Makes a program's `evaluate`. */
export function evaluatorOf(program: Program): Evaluate {
  const madeBy = new Map<string, number>();
  for (const [i, { outputs }] of program.steps.entries()) for (const name of outputs) if (name) madeBy.set(name, i);
  const read = new Set([...program.outputs, ...program.steps.flatMap(({ inputs }) => inputs)]);
  const plans = new Map<string, readonly Step[]>();
  const planOf = (wanted: readonly string[]): readonly Step[] => {
    const key = JSON.stringify(wanted);
    const found = plans.get(key) ?? stepsFor(program, madeBy, wanted);
    if (plans.size > MAX_PLANS) plans.clear();
    plans.set(key, found);
    return found;
  };
  return ({ fed, wanted, onValue = (_, value) => value }) => {
    const values = new Map<string, Value>(fed);
    const find = (name: string) => values.get(name) ?? program.constants.get(name);
    for (const step of planOf(wanted)) {
      const answers = runStep(
        step,
        step.inputs.map((name) => (name ? find(name) : undefined)),
      );
      for (const [i, name] of step.outputs.entries()) {
        if (!name) continue;
        const answer = answers[i];
        if (!answer) {
          if (read.has(name)) throw new InputError(`${step.thing} has no output ${i} here, which is read`);
          continue;
        }
        values.set(name, onValue(name, answer));
      }
    }
    return new Map(
      wanted.flatMap((name) => {
        const value = find(name);
        return value ? [[name, value] as const] : [];
      }),
    );
  };
}

/** Which layers are asked for changes little. */
const MAX_PLANS = 64;

function stepsFor(program: Program, madeBy: ReadonlyMap<string, number>, wanted: readonly string[]): Step[] {
  const needed = new Set<number>();
  const open = [...wanted];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const index = madeBy.get(name);
    if (index === undefined || needed.has(index)) continue;
    needed.add(index);
    open.push(...program.steps[index]!.inputs);
  }
  return program.steps.filter((_, i) => needed.has(i));
}

/** @throws InputError for a value without numbers, too. */
function runStep(step: Step, inputs: readonly (Value | undefined)[]): readonly Value[] {
  const answers = answersOf(step, inputs);
  const empty = answers.find((value) => value && !value.known && value.shape.includes(0));
  if (!empty) return answers;
  throw new InputError(
    `${step.thing} gives a value of shape [${empty.shape}], without numbers; the sound is too short`,
  );
}
