import { InputError } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';

/** The layers whose outputs a layer takes. */
export function sourcesOf(layer: tf.layers.Layer): string[] {
  return layer.inboundNodes.flatMap((node) => node.inboundLayers.map(({ name }) => name));
}

/**
 * Works out the shapes of all layers for an input, before anything is computed: not every backend would notice a sound that is
 * shorter than a window.
 * @throws InputError for a layer that would have nothing to answer.
 */
export function checkLength(model: tf.LayersModel, input: readonly number[]): void {
  // the input of a Sequential is a layer of its own, which is in none of its lists
  const shapes = new Map<string, tf.Shape>(model.inputs.map(({ sourceLayer }) => [sourceLayer.name, [...input]]));
  for (const layer of model.layers) {
    const given = sourcesOf(layer).map((name) => shapes.get(name)!);
    const shape = (
      given.length === 0 ? [...input] : layer.computeOutputShape(given.length === 1 ? given[0]! : given)
    ) as tf.Shape;
    if (shape.some((extent) => extent !== null && !(extent >= 1))) {
      throw new InputError(
        `layer "${layer.name}" has nothing to answer for a sound of ${input[1]} samples: it is too short`,
      );
    }
    shapes.set(layer.name, shape);
  }
}
