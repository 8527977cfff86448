import { InputError } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import { endsOf } from './ends.js';

/**
 * Works out the shapes of all layers for an input, before anything is computed: not every backend would notice a sound that is
 * shorter than a window.
 * @throws InputError for a layer that would have nothing to answer.
 */
export function checkLength(model: tf.LayersModel, input: readonly number[]): void {
  const shapes = new Map<tf.SymbolicTensor, tf.Shape>(model.inputs.map((own) => [own, [...input]]));
  for (const layer of model.layers) {
    const { inputs, outputs } = endsOf(layer);
    // an input layer answers what it is given
    if (outputs.every((own) => shapes.has(own))) continue;
    const given = inputs.map((own) => shapes.get(own)!);
    const answer = layer.computeOutputShape(given.length === 1 ? given[0]! : given);
    const answers = (Array.isArray(answer[0]) ? answer : [answer]) as tf.Shape[];
    if (answers.some((shape) => shape.some((extent) => extent !== null && !(extent >= 1)))) {
      throw new InputError(
        `layer "${layer.name}" has nothing to answer for a sound of ${input[1]} samples: it is too short`,
      );
    }
    for (const [i, own] of outputs.entries()) shapes.set(own, answers[i]!);
  }
}
