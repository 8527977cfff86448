import { type Activations, type Audio, InputError, layerInfo, type Objective, show, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm } from '../one-term.js';

/**
 * An objective of one's own. `fn` gets the activations of `layers`, each `[batch, frames, channels]`, and the raw
 * audio `[batch, samples]` (before the transforms), and answers a score for each item, `[batch]`, higher is better,
 * made by differentiable TensorFlow.js operations; NaN for an item that it does not concern. Without layers it is a
 * penalty on the raw audio.
 *
 * A recipe names it by `name`; `replay` asks for it. Write it so that its gradient is finite on silence:
 * `rms` and `abs` of `@audiate/ops` are, `tf.norm` is not.
 * @throws InputError without a name, for layers that are no list, for an `fn` that is no function; when bound, for an
 * unknown layer; when run, for an answer of another shape than `[batch]`.
 */
export function custom<const L extends string = never>(
  name: string,
  layers: readonly L[],
  fn: (activations: Activations<L>, raw: Audio) => tf.Tensor,
): Objective<L> {
  if (typeof name !== 'string' || name === '') {
    throw new InputError(`a custom objective needs a name for the recipe, got ${show(name)}`);
  }
  if (!Array.isArray(layers)) throw new InputError(`layers of custom("${name}") must be a list, got ${show(layers)}`);
  if (typeof fn !== 'function') throw new InputError(`custom("${name}") needs a function, got ${show(fn)}`);
  return oneTerm({
    spec: specOf({ kind: 'custom' }, { name, layers }),
    description: describe('custom', [name]),
    layers,
    bind({ model }) {
      for (const layer of layers) layerInfo(model, layer);
      return (activations, raw) => checkScore(name, fn(activations, raw), raw.shape[0]);
    },
  });
}

function checkScore(name: string, score: unknown, batch: number): tf.Tensor1D {
  if (score instanceof tf.Tensor && score.rank === 1 && score.shape[0] === batch) return score as tf.Tensor1D;
  const got = score instanceof tf.Tensor ? `shape [${score.shape.join(', ')}]` : show(score);
  throw new InputError(
    `custom("${name}") must return a score for each item, a tensor of shape [${batch}], got ${got}; ` +
      'sum or average over the other axes',
  );
}
