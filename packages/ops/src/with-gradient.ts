import * as tf from '@tensorflow/tfjs';

/** What {@link withGradient}'s function answers. */
export interface Differentiated<Y extends tf.Tensor> {
  readonly value: Y;
  /** Tensors that the gradient needs again; they outlive the forward pass. */
  readonly saved?: readonly tf.Tensor[];
  /** The gradient by `x`, of its shape. Runs in a tidy of its own. */
  gradient(dy: Y, saved: tf.Tensor[]): tf.Tensor;
}

/** Applies to `x` a function that brings its own gradient: `tf.customGrad` for one input, typed and tidy. */
export function withGradient<X extends tf.Tensor, Y extends tf.Tensor>(x: X, f: (x: X) => Differentiated<Y>): Y {
  const apply = tf.customGrad((...inputs: (tf.Tensor | ((saved: tf.Tensor[]) => void))[]) => {
    const [input, save] = inputs as [X, (saved: tf.Tensor[]) => void];
    const { value, saved, gradient } = f(input);
    if (saved) save([...saved]);
    return { value, gradFunc: (dy: Y, kept: tf.Tensor[]) => tf.tidy(() => gradient(dy, kept)) };
  });
  return apply(x) as Y;
}
