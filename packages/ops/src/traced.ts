import * as tf from '@tensorflow/tfjs';

/** What a backend says of itself that records a program instead of computing: its tensors have no numbers. */
export interface TracingBackend {
  readonly traces: true;
}

/**
 * Whether the active backend records a program. Functions of the raw sound have two bodies: operations for a program, and
 * loops over plain arrays elsewhere, as one operation of TensorFlow.js's cpu backend on 16,000 numbers takes longer than
 * all of such a loop. Both are the same function.
 */
export function isTraced(): boolean {
  return (tf.backend() as Partial<TracingBackend>).traces === true;
}
