import { type Recorded, recorded } from '@audiate/ops';
import { type Audio, type BoundParam, InputError, type Values } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Sound } from '../engines/engine.js';
import { toTensors } from '../engines/tensors.js';
import type { Score } from './scoring.js';

/** The sounds of one pass, made once: heard by an engine, and gone back through from its answer. */
export interface Sounding {
  readonly raw: Audio;
  /** The same sounds as numbers, for an engine that hears them beforehand. */
  numbers(): Promise<{ readonly raw: Sound; readonly heard: readonly Sound[] }>;
  /**
   * The scores `[terms, batch]`, the mean over the draws, and the gradient of the objective by each array of the values,
   * summed over the draws. Once only; the caller disposes the tensors.
   * @throws InputError when a value leads to no sound.
   */
  climb(score: Score): { terms: tf.Tensor; uphill: tf.Tensor[] };
  /** Frees the sounds and the way back. */
  dispose(): void;
}

/** What is heard of raw audio, one sound for each draw. */
export type Shake = (raw: Audio) => Audio[];

/** Makes the sounds that `values` stand for, on the active backend. */
export function soundOut(values: Values, param: BoundParam, shake: Shake): Sounding {
  const names = Object.keys(values);
  const inputs = Object.values(toTensors(values));
  const make = (...xs: tf.Tensor[]) => {
    const raw = param.decode(Object.fromEntries(names.map((name, i) => [name, xs[i]!])));
    return [raw, ...shake(raw)];
  };
  let record: Recorded;
  try {
    record = recorded(make, inputs);
  } catch (error) {
    tf.dispose(inputs);
    throw error;
  }
  const [raw, ...heard] = record.outputs as Audio[];
  return {
    raw: raw!,
    numbers: async () => {
      const [first, ...rest] = await Promise.all([raw!, ...heard].map(numbersOf));
      return { raw: first!, heard: rest };
    },
    climb(score) {
      const { terms, uphill } = climb(record, score);
      const unused = names.find((_, i) => !uphill[i]);
      if (unused === undefined) return { terms, uphill: uphill as tf.Tensor[] };
      tf.dispose([terms, ...uphill.filter((slope) => slope !== undefined)]);
      throw new InputError(`param: its decode leaves the value "${unused}" unused, which can't be climbed`);
    },
    dispose() {
      record.dispose();
      tf.dispose(inputs);
    },
  };
}

/** A sound's numbers, as an engine takes them. */
export async function numbersOf(sound: Audio): Promise<Sound> {
  return { data: (await sound.data()) as Float32Array, shape: sound.shape };
}

/**
 * The way back through a pass. It differentiates the objective itself, as every engine does: parts may ask by the sign
 * of their gradient whether a value is to rise. And it differentiates each draw by itself, the gradients are averaged
 * afterwards: a transform that gives its gradient a norm gives it to one draw's, however many there are.
 */
function climb({ pullBack }: Recorded, score: Score) {
  let terms: tf.Tensor | undefined;
  try {
    const { value, grads } = pullBack((raw, ...heard) => {
      const scored = heard.map((sound) => score(sound as Audio, raw as Audio));
      terms = tf.keep(tf.mean(tf.stack(scored.map((one) => one.terms)), 0));
      return tf.addN(scored.map(({ sum }) => sum)) as tf.Scalar;
    });
    value.dispose();
    return { terms: terms!, uphill: grads };
  } catch (error) {
    terms?.dispose();
    throw error;
  }
}
