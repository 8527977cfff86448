import {
  type Audio,
  type Context,
  InputError,
  type Key,
  type Progress,
  show,
  specOf,
  type Transform,
} from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';

/** Where a draw is made: the step and the strength asked for, the model's facts, the batch and the length of the audio. */
export type CustomContext = Progress & Context;

/**
 * A transform of your own: a differentiable function of `audio` `[batch, samples]` to `[batch, any length]`, random by `key`
 * alone. A recipe names it by `name`, and `replay` asks for the part of that name.
 * @throws InputError for an empty name; when called, for a result that is not one waveform an item.
 */
export function custom(name: string, change: (audio: Audio, key: Key, at: CustomContext) => tf.Tensor): Transform {
  if (typeof name !== 'string' || name === '') {
    throw new InputError(`a custom transform needs a name, got ${show(name)}; recipes refer to it`);
  }
  if (typeof change !== 'function') {
    throw new InputError(`custom transform "${name}" must be a function, got ${show(change)}`);
  }
  return {
    spec: specOf({ kind: 'custom' }, { name }),
    bind: (context) => (audio, key, progress) => {
      const heard = change(audio, key, { ...context, ...progress });
      if (heard.rank === 2 && heard.shape[0] === context.batch) return heard as Audio;
      throw new InputError(`transform "${name}" answered [${heard.shape}]; it must be [${context.batch}, samples]`);
    },
  };
}
