import { withBackend } from '@audiate/ops';
import type { ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { ActivationData, Engine, Evaluator, Sound } from './engine.js';
import type { LayerTerm } from './layer-term.js';
import { takeData } from './tensors.js';
import { weightedSum } from './weighted-sum.js';

/** Runs the model and its terms op by op on an initialised backend, by TensorFlow.js's own autodiff. */
export function eager(
  backend: string,
  run = <T>(body: () => T): T => withBackend(backend, body),
): Pick<Engine, 'run' | 'evaluator' | 'activations' | 'listen'> {
  const activations: Engine['activations'] = async (model, sound, layers) => {
    return read(run(() => tf.tidy(() => forward(model, sound, layers))));
  };
  return {
    run,
    evaluator: evaluateEagerly,
    activations,
    async listen(model, { shape, layers, padded }) {
      if (!padded) return { hear: (data) => activations(model, { data, shape }, layers), dispose() {} };
      const forward = (data: Float32Array, lengths: Float32Array) => {
        const answer = padded(tf.tensor2d(data, [...shape]), layers, { lengths: tf.tensor1d(lengths) });
        return layers.map((layer) => answer[layer]!);
      };
      return {
        hear: async (data, lengths) => read(run(() => tf.tidy(() => forward(data, lengths)))),
        dispose() {},
      };
    },
  };
}

async function read(found: readonly tf.Tensor3D[]): Promise<ActivationData[]> {
  const shapes = found.map((tensor) => tensor.shape);
  const data = await takeData(found);
  return data.map((numbers, i): ActivationData => ({ data: numbers, shape: shapes[i]! }));
}

function forward(model: ModelAdapter, { data, shape }: Sound, layers: readonly string[]): tf.Tensor3D[] {
  const answer = model.forward(tf.tensor2d(data, [...shape]), layers);
  return layers.map((layer) => answer[layer]!);
}

function evaluateEagerly(model: ModelAdapter, terms: readonly LayerTerm[]): Evaluator {
  const layers = [...new Set(terms.flatMap((term) => term.layers))];
  return {
    async ready() {},
    async prepare({ weights }) {
      return (heard, raw) => {
        const activations = model.forward(heard, layers);
        const scores = terms.map((term) => term.score(activations, raw));
        return { scores, sum: weightedSum(scores, weights) };
      };
    },
    dispose() {},
  };
}
