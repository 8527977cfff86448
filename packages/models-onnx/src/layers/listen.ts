import { type Audio, InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { ValueInfo } from '../file/graph.js';
import type { Evaluate } from '../graph/evaluate.js';
import { felt, type Value } from '../values/value.js';

/** What stands between the sound and a model that hears no waveform, such as a spectrogram. */
export interface Preparation {
  /** Goes into the model's fingerprint: another one for another function. */
  readonly name: string;
  /** Makes the input of audio `[batch, samples]`, of TensorFlow.js operations alone; the first axis is the batch. */
  run(audio: Audio): tf.Tensor;
}

/** Runs a program on sounds. */
export interface Listener {
  /**
   * @param sounds `[items, samples]`, all heard in one run.
   * @param wanted names of values.
   * @param onValue told of every value, and answers what goes on in its place.
   */
  hear(
    sounds: tf.Tensor2D,
    wanted: readonly string[],
    onValue?: (name: string, value: Value) => Value,
  ): ReadonlyMap<string, Value>;
}

/** Feeds sounds to the input that hears them, in the shape that the file gives it. */
export function listenerOf(evaluate: Evaluate, audio: ValueInfo, prepare: Preparation | undefined): Listener {
  const shaped = prepare ? (sounds: tf.Tensor2D) => prepare.run(sounds) : waveform(audio);
  return {
    hear: (sounds, wanted, onValue) =>
      evaluate({ fed: new Map([[audio.name, felt(shaped(sounds))]]), wanted, ...(onValue ? { onValue } : {}) }),
  };
}

/** `[samples]`, `[batch, samples]`, `[batch, channels, samples]` or `[batch, samples, 1]`; channels all hear the same. */
function waveform({ name, shape }: ValueInfo): (sounds: tf.Tensor2D) => tf.Tensor {
  if (!shape || shape.length === 2) return (sounds) => sounds;
  if (shape.length === 1) {
    return (sounds) => {
      if (sounds.shape[0] === 1) return tf.reshape(sounds, [sounds.shape[1]]);
      throw new InputError(`the input "${name}" hears one sound at a time`);
    };
  }
  if (shape.length === 3 && shape[2] === 1 && shape[1] !== 1) return (sounds) => tf.expandDims(sounds, 2);
  if (shape.length === 3 && (shape[1] ?? 1) <= MAX_CHANNELS) {
    const channels = shape[1] ?? 1;
    return (sounds) => {
      const one = tf.expandDims(sounds, 1);
      return channels === 1 ? one : tf.concat(Array<tf.Tensor>(channels).fill(one), 1);
    };
  }
  throw new InputError(
    `the input "${name}" has the shape [${shape.map((extent) => extent ?? '?')}], which is no waveform; give what makes it of one as prepare`,
  );
}

/** More channels than any format of sound has. */
const MAX_CHANNELS = 16;
