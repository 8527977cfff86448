import type { BoundTransform, TransformSteps, Values } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** The bound transform that draws, and then changes the audio by what was drawn. */
export function inSteps(steps: TransformSteps): BoundTransform {
  const apply: BoundTransform = (audio, key, progress) => steps.change(audio, tensorsOf(steps.draw(key, progress)));
  return Object.assign(apply, { steps });
}

/** A draw as tensors of the active backend; the caller disposes them. */
export function tensorsOf(values: Values): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(values).map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape])]),
  );
}

/** The numbers of a drawn tensor, outside of a program. */
export const numbersOf = (drawn: tf.Tensor | undefined): Float32Array => drawn!.dataSync() as Float32Array;
