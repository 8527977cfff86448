import * as tf from '@tensorflow/tfjs';
import { readModel } from '../file/model.js';
import { constantsOf } from '../graph/constants.js';
import { evaluatorOf } from '../graph/evaluate.js';
import { buildProgram } from '../graph/program.js';
import { createKeeper } from '../graph/settings.js';
import { felt, tensorOf } from '../values/value.js';

/** A model of the input `x` and the output `y` as a function of tensors. */
export function functionOf(bytes: Uint8Array): (x: tf.Tensor) => tf.Tensor {
  const { opset, graph } = readModel(bytes, 'the model');
  const keeper = createKeeper();
  const given = constantsOf(graph, keeper);
  const evaluate = evaluatorOf(
    buildProgram(graph, { opset, keeper, thing: 'the model', given, fed: graph.inputs.map(({ name }) => name) }),
  );
  return (x) =>
    tf.tidy(() =>
      tf.clone(
        tensorOf(evaluate({ fed: new Map(graph.inputs.map(({ name }) => [name, felt(x)])), wanted: ['y'] }).get('y')!),
      ),
    );
}
