import * as tf from '@tensorflow/tfjs';

/**
 * Disposes the variables that hold the data of given tensors: those of layers that could not be made, which nobody else can reach.
 * @param data the `dataId` of each tensor that a variable began with, whose data none has been assigned over since.
 */
export function disposeVariables(data: ReadonlySet<object>): void {
  for (const variable of Object.values(tf.engine().registeredVariables)) {
    if (data.has(variable.dataId)) variable.dispose();
  }
}
