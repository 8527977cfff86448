import {
  type Context,
  InputError,
  type Key,
  type Param,
  show,
  specOf,
  type TensorMap,
  type Value,
} from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';

/** A user's own param: `N` are the names of its values. */
export interface CustomParam<N extends string> {
  /** The start: arrays whose first axis is the item. Random ones have an RMS of 0.01 by convention. */
  init(key: Key, context: Context): Readonly<Record<N, Value>>;
  /** The waveform `[batch, samples]` of the values; differentiable, deterministic, no state. */
  decode(values: Readonly<Record<N, tf.Tensor>>, context: Context): tf.Tensor;
}

/**
 * A param of your own. A recipe names it by `name`, and `replay` asks for the part of that name.
 * @throws InputError for an empty name; at init and decode when an array or the audio has another shape than it should.
 */
export function custom<N extends string>(name: string, { init, decode }: CustomParam<N>): Param {
  if (typeof name !== 'string' || name === '') {
    throw new InputError(`a custom param needs a name, got ${show(name)}; recipes refer to it`);
  }
  return {
    spec: specOf({ kind: 'custom' }, { name }),
    bind: (context) => ({
      init(key) {
        const values: Readonly<Record<string, Value>> = init(key, context);
        for (const [label, value] of Object.entries(values))
          checkValue(`"${label}" of param "${name}"`, value, context);
        return values;
      },
      decode(values) {
        const audio = decode(values as TensorMap & Record<N, tf.Tensor>, context);
        const wanted = [context.batch, context.samples];
        if (audio.shape.join() === wanted.join()) return audio as tf.Tensor2D;
        throw new InputError(`param "${name}" decoded [${audio.shape}], not [batch, samples] = [${wanted}]`);
      },
    }),
  };
}

function checkValue(thing: string, { data, shape }: Value, { batch }: Context): void {
  if (!(data instanceof Float32Array)) throw new InputError(`${thing} must be a Float32Array, got ${show(data)}`);
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (shape[0] !== batch || size !== data.length) {
    throw new InputError(`${thing} has shape [${shape}] and ${data.length} numbers; its first axis must be ${batch}`);
  }
}
