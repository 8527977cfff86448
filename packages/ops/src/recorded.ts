import * as tf from '@tensorflow/tfjs';
import { abandonTape, freeTape, isDifferentiated, putTape, recording, takeTape } from './tape.js';
import { valueAndGradients } from './value-and-gradients.js';

/** A function's values, with the way back to its inputs. */
export interface Recorded {
  /** What the function gave. They belong to the record. */
  readonly outputs: readonly tf.Tensor[];
  /**
   * A scalar function of the outputs, and its gradients by the inputs of the recorded function: undefined by what it does
   * not depend on. Once only; the caller disposes what it gets. Other work may lie between the record and this, such as a
   * wait for a program that hears the outputs elsewhere.
   */
  pullBack(f: (...outputs: tf.Tensor[]) => tf.Scalar): ReturnType<typeof valueAndGradients>;
  /** Frees outputs and way back, also those of a record that was pulled back. */
  dispose(): void;
}

/**
 * Computes the first half of a gradient now, and the second when it is asked for: `valueAndGradients(f ∘ first, xs)` in
 * two steps, bit for bit. TensorFlow.js would have it all in one, without a wait in between.
 * @param xs must live until the record is pulled back.
 * @throws Error within another gradient.
 */
export function recorded(first: (...xs: tf.Tensor[]) => tf.Tensor[], xs: tf.Tensor[]): Recorded {
  if (isDifferentiated()) throw new Error('a record is made outside of other gradients');
  let outputs: tf.Tensor[];
  try {
    outputs = recording(() => first(...xs).map((output) => (xs.includes(output) ? tf.clone(output) : output)));
  } catch (error) {
    abandonTape();
    throw error;
  }
  for (const output of outputs) tf.keep(output);
  let nodes = takeTape();
  return {
    outputs,
    pullBack(f) {
      return valueAndGradients(() => {
        putTape(nodes);
        nodes = [];
        return f(...outputs);
      }, xs);
    },
    dispose() {
      freeTape(nodes);
      nodes = [];
      tf.dispose(outputs);
    },
  };
}
