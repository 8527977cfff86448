import {
  type Audio,
  type Context,
  InputError,
  type Key,
  type Progress,
  show,
  specOf,
  type TensorMap,
  type Transform,
  type Values,
} from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import { inSteps } from './in-steps.js';

/** Where a draw is made: the step and the strength asked for, the model's facts, the batch and the length of the audio. */
export type CustomContext = Progress & Context;

/** A change of the audio, random by its key alone: `[batch, samples]` to `[batch, any length]`, differentiable. */
export type CustomChange = (audio: Audio, key: Key, at: CustomContext) => tf.Tensor;

/** A change of the audio in two steps, which can be a part of a compiled program. */
export interface CustomSteps {
  /**
   * The numbers of a draw, by name, random by the key alone. Which names and shapes there are depends on the context only, not on
   * key, step and strength.
   */
  draw(key: Key, at: CustomContext): Values;
  /**
   * What the draw does to `audio` `[batch, samples]`: TensorFlow.js operations, to `[batch, any length]`, differentiable. It is
   * called once for a program, on tensors without numbers: what changes from step to step must come from the draw.
   */
  change(audio: Audio, drawn: TensorMap, context: Context): tf.Tensor;
}

/**
 * A transform of your own: a function of audio, key and place, or the two steps of one. On the engine `onnxruntime` a function
 * makes every sound of the render in TensorFlow.js, for itself and for the parts around it; steps are compiled with the model,
 * which is quicker. A recipe names it by `name`, and `replay` asks for the part of that name.
 * @throws InputError for an empty name and for what is neither; when called, for a result that is not one waveform an item.
 */
export function custom(name: string, change: CustomChange | CustomSteps): Transform {
  if (typeof name !== 'string' || name === '') {
    throw new InputError(`a custom transform needs a name, got ${show(name)}; recipes refer to it`);
  }
  const spec = specOf({ kind: 'custom' }, { name });
  const checked = (heard: tf.Tensor, { batch }: Context): Audio => {
    if (heard.rank === 2 && heard.shape[0] === batch) return heard as Audio;
    throw new InputError(`transform "${name}" answered [${heard.shape}]; it must be [${batch}, samples]`);
  };
  if (typeof change === 'function') {
    return {
      spec,
      bind: (context) => (audio, key, progress) => checked(change(audio, key, { ...context, ...progress }), context),
    };
  }
  if (typeof change?.draw !== 'function' || typeof change.change !== 'function') {
    throw new InputError(`custom transform "${name}" must be a function, or { draw, change }, got ${show(change)}`);
  }
  return {
    spec,
    bind(context) {
      let first: string | undefined;
      return inSteps({
        draw(key, progress) {
          const drawn = change.draw(key, { ...context, ...progress });
          const shapes = shapesOf(name, drawn);
          first ??= shapes;
          if (shapes === first) return drawn;
          throw new InputError(
            `transform "${name}" drew ${shapes} after ${first}; names and shapes must stay the same`,
          );
        },
        change: (audio, drawn) => checked(change.change(audio, drawn, context), context),
      });
    },
  };
}

/** Names and shapes of a draw, for a reader. @throws InputError for what are no numbers of that shape. */
function shapesOf(name: string, drawn: Values): string {
  return Object.entries(drawn)
    .map(([own, value]) => {
      const { data, shape } = value ?? {};
      const count = Array.isArray(shape) && shape.reduce((product: number, extent: number) => product * extent, 1);
      if (data instanceof Float32Array && data.length === count) return `${own} [${shape}]`;
      throw new InputError(
        `transform "${name}" must draw { data, shape } for "${own}", a Float32Array of as many numbers as the shape has, got ${show(data)} and shape ${show(shape)}`,
      );
    })
    .join(', ');
}
