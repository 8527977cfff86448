import { type Compiled, type CompileOptions, compile } from '@audiate/compile';
import { valueAndGradients } from '@audiate/ops';
import { InputError, type Values } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Opened } from './opened.js';
import { weightedSum } from './weighted-sum.js';
import type { StepAnswer, StepFeeds, StepParts, WholeStep } from './whole-step.js';

type Running = Opened['running'] & Pick<CompileOptions, 'lane'> & { readonly threads: number };

/**
 * Whole steps as programs: the values become sound, the sound is shaken by numbers that are fed, the model hears it, the
 * gradient goes back to the values. Which terms are climbed belongs to a program, their weights are fed.
 */
export function compiledStep(parts: StepParts, running: Running): WholeStep {
  const { terms } = parts;
  const programs = new Map<string, Promise<StepProgram>>();
  let disposed = false;
  const program = ({ weights, values, drawn }: StepFeeds): Promise<StepProgram> => {
    const wanted = weights.map((weight) => weight !== 0);
    const key = String(wanted);
    const made = programs.get(key) ?? compileStep(parts, running, { wanted, values, drawn });
    programs.set(key, made);
    return made;
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
        scores: terms.map((_, i) => values[`score${i}`] as Float32Array),
        gradients: mapped(
          feeds.values,
          (name, { data }) => gradients[`value.${name}`] ?? new Float32Array(data.length),
        ),
      } satisfies StepAnswer;
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      for (const made of programs.values()) made.then(({ dispose }) => dispose()).catch(() => {});
    },
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
  const layers = [...new Set(terms.flatMap((term) => term.layers))];
  const differentiated = wanted.includes(true);
  let keepsShape = false;
  const { run, dispose } = await compile(
    (inputs) => {
      const given = mapped(values, (name) => inputs[`value.${name}`]!);
      if (differentiated) checkAllUsed(param.decode, given);
      const raw = param.decode(given);
      const shaken = transform.change(
        raw,
        mapped(drawn, (name) => inputs[`draw.${name}`]!),
      );
      keepsShape = String(shaken.shape) === String(raw.shape);
      const heard = keepsShape ? chosen(inputs.shaken!, shaken, raw) : shaken;
      const activations = layers.length > 0 ? model.forward(heard as tf.Tensor2D, layers) : {};
      const scores = terms.map((term) => term.score(activations, raw));
      const named = { raw, ...Object.fromEntries(scores.map((score, i) => [`score${i}`, score])) };
      if (!differentiated) return named;
      return { ...named, value: weightedSum(scores, wanted.map(Number), tf.unstack(inputs.weights!))! };
    },
    {
      ...running,
      inputs: {
        ...shapesOf('value', values),
        ...shapesOf('draw', drawn),
        weights: [terms.length],
        shaken: [1],
      },
      wrt: differentiated ? Object.keys(values).map((name) => `value.${name}`) : [],
      weights: differentiated ? 'initializer' : 'input',
      gradients: 'on demand',
      precision: differentiated ? running.precision : 'f32',
    },
  );
  return { run, dispose, keepsShape };
}

/** What is heard: the shaken sound, or the raw one where 0 is fed. */
function chosen(shaken: tf.Tensor, changed: tf.Tensor, raw: tf.Tensor): tf.Tensor {
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
