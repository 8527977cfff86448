import { type Compiled, compile } from '@audiate/compile';
import { valueAndGradients } from '@audiate/ops';
import { type Audio, InputError, type Values } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { climbedScores, climbSettings, scoresIn } from './climbed-scores.js';
import type { Running } from './opened.js';
import { programs } from './programs.js';
import type { StepAnswer, StepFeeds, StepParts, WholeStep } from './whole-step.js';

/**
 * Whole steps as programs: the values become sound, the sound is shaken by numbers that are fed, the model hears it, the
 * gradient goes back to the values. Which terms are climbed belongs to a program, their weights are fed.
 */
export function compiledStep(parts: StepParts, running: Running): WholeStep {
  const { terms } = parts;
  const made = programs<StepProgram>();
  const program = ({ weights, values, drawn }: StepFeeds): Promise<StepProgram> => {
    const wanted = weights.map((weight) => weight !== 0);
    return made.of(String(wanted), () => compileStep(parts, running, { wanted, values, drawn }));
  };
  return {
    async ready(feeds) {
      await program(feeds);
    },
    async hearsRaw(feeds) {
      const { keepsShape } = await program(feeds);
      return running.precision !== 'i8' && keepsShape;
    },
    async run(feeds, { shaken }) {
      const { run } = await program(feeds);
      const { values, gradients } = await run(
        {
          ...named('value', feeds.values),
          ...named('draw', feeds.drawn),
          weights: Float32Array.from(feeds.weights),
          shaken: Float32Array.of(Number(shaken)),
        },
        { gradients: shaken },
      );
      return {
        raw: values.raw as Float32Array,
        scores: scoresIn(values, terms),
        gradients: mapped(
          feeds.values,
          (name, { data }) => gradients[`value.${name}`] ?? new Float32Array(data.length),
        ),
      } satisfies StepAnswer;
    },
    dispose: made.dispose,
  };
}

interface StepProgram extends Pick<Compiled, 'run' | 'dispose'> {
  /** Whether what is heard has the raw sound's shape: then the program can hear the raw sound, too. */
  readonly keepsShape: boolean;
}

interface Shapes extends Pick<StepFeeds, 'values' | 'drawn'> {
  /** Of which terms the gradient is wanted. */
  readonly wanted: readonly boolean[];
}

async function compileStep(
  { model, terms, param, transform }: StepParts,
  running: Running,
  { wanted, values, drawn }: Shapes,
): Promise<StepProgram> {
  const scoring = { model, terms, wanted };
  let keepsShape = false;
  const { run, dispose } = await compile(
    (inputs) => {
      const given = mapped(values, (name) => inputs[`value.${name}`]!);
      if (wanted.includes(true)) checkAllUsed(param.decode, given);
      const raw = param.decode(given);
      const shaken = transform.change(
        raw,
        mapped(drawn, (name) => inputs[`draw.${name}`]!),
      );
      keepsShape = String(shaken.shape) === String(raw.shape);
      const heard = keepsShape ? chosen(inputs.shaken!, shaken, raw) : shaken;
      return { raw, ...climbedScores(scoring, { heard, raw, weights: inputs.weights! }) };
    },
    {
      ...climbSettings(
        scoring,
        running,
        Object.keys(values).map((name) => `value.${name}`),
      ),
      inputs: {
        ...shapesOf('value', values),
        ...shapesOf('draw', drawn),
        weights: [terms.length],
        shaken: [1],
      },
    },
  );
  return { run, dispose, keepsShape };
}

/** What is heard: the shaken sound, or the raw one where 0 is fed. */
function chosen(shaken: tf.Tensor, changed: Audio, raw: Audio): Audio {
  return tf.where(tf.greater(tf.reshape(shaken, [1, 1]), 0), changed, raw);
}

/** @throws InputError for a value that the sound does not depend on: it could not be climbed. */
function checkAllUsed(decode: StepParts['param']['decode'], values: Readonly<Record<string, tf.Tensor>>): void {
  const names = Object.keys(values);
  const { grads } = valueAndGradients(
    (...xs) => tf.sum(decode(Object.fromEntries(names.map((name, i) => [name, xs[i]!])))) as tf.Scalar,
    Object.values(values),
  );
  const unused = names.find((_, i) => !grads[i]);
  if (unused !== undefined) throw new InputError(`the value "${unused}" is not used`);
}

function mapped<T, R>(record: Readonly<Record<string, T>>, f: (name: string, value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(name, value)]));
}

const named = (kind: string, values: Values): Record<string, Float32Array> =>
  Object.fromEntries(Object.entries(values).map(([name, { data }]) => [`${kind}.${name}`, data]));

const shapesOf = (kind: string, values: Values): Record<string, readonly number[]> =>
  Object.fromEntries(Object.entries(values).map(([name, { shape }]) => [`${kind}.${name}`, shape]));
