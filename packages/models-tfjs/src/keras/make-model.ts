import { withBackend } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { TfjsModel } from '../files/tfjs-files.js';
import { withAllottedZeros } from './allotted-zeros.js';

/**
 * The model of a topology, with its weights; where it cannot be made, nothing of it stays in memory.
 * @throws InputError for a topology that TensorFlow.js does not know, or whose weights are not those of the file.
 */
export async function makeModel(topology: object, weights: TfjsModel['weights']): Promise<tf.LayersModel> {
  const numbers = [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);
  try {
    const model = await withAllottedZeros(topology, numbers, (allotted) =>
      tf.loadLayersModel({ load: async () => ({ modelTopology: allotted }) }),
    );
    try {
      loadWeights(model, weights);
    } catch (error) {
      freeModel(model);
      throw error;
    }
    return model;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`the model in model.json cannot be made: ${(error as Error).message.replace(/\s+/g, ' ')}`, {
      cause: error,
    });
  }
}

/** Frees the weights of a model; its own `dispose` would keep those of layers that are used several times. */
export function freeModel(model: tf.LayersModel): void {
  for (const variable of new Set(model.weights)) variable.dispose();
}

function loadWeights(model: tf.LayersModel, weights: TfjsModel['weights']): void {
  const given: Record<string, tf.Tensor> = {};
  try {
    withBackend('cpu', () => {
      for (const [name, { data, shape, dtype }] of weights) given[name] = tf.tensor(data, [...shape], dtype);
    });
    model.loadWeights(given, true);
  } finally {
    tf.dispose(given);
  }
}
