import { type Weight, withGradient } from '@audiate/ops';
import type { Activation } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Encoded } from './dictionary.js';

/** What becomes of an encoder's linear map, its weights uploaded as they are needed. */
export type Nonlinearity =
  | { readonly kind: 'relu' }
  /** The `k` largest features of a frame, where they are above 0. */
  | { readonly kind: 'topk'; readonly k: number }
  /** `threshold` `[features]`, none below 0: what is not above it is off, what is above it stays as it is. */
  | { readonly kind: 'jumprelu'; readonly threshold: Weight }
  /** On where the map itself, the gate, is above 0; `scale` and `bias`, `[features]`, make the magnitude of it. */
  | { readonly kind: 'gated'; readonly scale: Weight; readonly bias: Weight };

/** Features of an encoder's linear map `[batch, frames, features]`. */
export function activate(z: Activation, nonlinearity: Nonlinearity): Encoded {
  switch (nonlinearity.kind) {
    case 'relu':
      return { features: tf.relu(z), before: z };
    case 'jumprelu': {
      const before: Activation = tf.sub(z, nonlinearity.threshold.tensor());
      return { features: where(z, () => tf.greater(before, 0)), before };
    }
    case 'topk': {
      const bound = leastKept(z, nonlinearity.k);
      const on = (x: Activation) => tf.logicalAnd(tf.greaterEqual(x, bound), tf.greater(x, 0));
      return { features: where(z, on), before: minusConstant(z, bound) };
    }
    case 'gated': {
      const { scale, bias } = nonlinearity;
      const magnitude: Activation = tf.add(tf.mul(z, scale.tensor()), bias.tensor());
      const on = (x: Activation) => tf.logicalAnd(tf.greater(x, 0), tf.greater(z, 0));
      // The gate is what keeps a feature off where the gate is the lower of the two.
      return { features: where(magnitude, on), before: tf.minimum(z, magnitude) };
    }
  }
}

/** `x` where it is on, 0 elsewhere; so is its gradient. */
function where(x: Activation, on: (x: Activation) => tf.Tensor): Activation {
  return withGradient(x, (input) => {
    const mask = on(input);
    return {
      value: tf.where(mask, input, tf.zerosLike(input)),
      saved: [mask],
      gradient: (dy, [kept]) => tf.where(kept!, dy, tf.zerosLike(dy)),
    };
  });
}

/** What a feature must reach in each frame to be among the `k` largest, and 0 where that is less: `[batch, frames, 1]`. */
function leastKept(z: Activation, k: number): tf.Tensor3D {
  // No gradient of it is asked for: TensorFlow.js has none of topk.
  return withGradient(z, (input) => {
    const { values } = tf.topk(input, k);
    const [batch, frames] = input.shape;
    return {
      value: tf.relu(tf.slice(values, [0, 0, k - 1], [batch, frames, 1])) as tf.Tensor3D,
      saved: [],
      gradient: () => tf.zerosLike(input),
    };
  });
}

function minusConstant(z: Activation, bound: tf.Tensor): Activation {
  return withGradient(z, (input) => ({ value: tf.sub(input, bound), gradient: (dy) => tf.clone(dy) }));
}
