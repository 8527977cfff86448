import * as tf from '@tensorflow/tfjs';

/**
 * A scalar function and its gradients, safe against throws: TensorFlow.js keeps the tensors that its tape saved when
 * `f` or one of its gradients throws, even within a tidy; here they are disposed before the error goes on. The gradient
 * is undefined by what `f` does not depend on.
 */
export function valueAndGradients(
  f: (...xs: tf.Tensor[]) => tf.Scalar,
  xs: tf.Tensor[],
): { value: tf.Scalar; grads: (tf.Tensor | undefined)[] } {
  try {
    const { value, grads } = tf.engine().gradients(() => f(...xs), xs, undefined, true);
    return { value: value as tf.Scalar, grads };
  } catch (error) {
    abandonTape();
    throw error;
  }
}

/** Whether a gradient is being taken, so that what is computed now will be gone back through. */
export function isDifferentiated(): boolean {
  return tapeState().gradientDepth > 0;
}

function abandonTape(): void {
  const state = tapeState();
  if (state.gradientDepth > 0 || !state.activeTape) return;
  for (const node of state.activeTape) {
    for (const saved of node.saved ?? []) saved.dispose();
  }
  state.activeTape = null;
}

function tapeState(): TapeState {
  return (tf.engine() as unknown as { state: TapeState }).state;
}

interface TapeState {
  gradientDepth: number;
  activeTape: { saved?: tf.Tensor[] }[] | null;
}
