import { type Weight, weight } from '@audiate/ops';
import { hashBytes } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Numbers } from '../files/numbers.js';
import type { GraphNode } from './nodes.js';

/** A graph of operations; the numbers of its constants stand elsewhere. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
}

/** A graph that runs. */
export interface Runner {
  /** The outputs of nodes, on the active backend. */
  run(inputs: Readonly<Record<string, tf.Tensor>>, outputs: readonly string[]): tf.Tensor[];
  dispose(): void;
}

/** What a GraphModel has behind its types: the numbers of constants by node, and how to run. */
interface Executor {
  weightMap: Record<string, tf.Tensor[]>;
}

/** The constants of a graph, each as its own weight. */
export interface Constants {
  /** By node, on the active backend. */
  tensors(): Record<string, tf.Tensor[]>;
  readonly weights: readonly Weight[];
  /** Names, shapes and hashes of the others. */
  readonly sizes: readonly (readonly [string, readonly number[], string])[];
  dispose(): void;
}

/** Constants by their names: numbers of networks stay and are shared between backends, whole numbers are sizes, written anew. */
export function constantsOf(numbers: ReadonlyMap<string, Numbers>): Constants {
  const kept = new Map<string, Weight>();
  const small: [string, Numbers][] = [];
  for (const [name, { data, shape, dtype }] of numbers) {
    if (dtype === 'float32') kept.set(name, weight(data as Float32Array, shape));
    else small.push([name, { data, shape, dtype }]);
  }
  return {
    tensors() {
      const found: Record<string, tf.Tensor[]> = {};
      for (const [name, own] of kept) found[name] = [own.tensor()];
      for (const [name, { data, shape, dtype }] of small) found[name] = [tf.tensor(data, [...shape], dtype)];
      return found;
    },
    weights: [...kept.values()],
    sizes: small.map(([name, { data, shape }]) => [
      name,
      shape,
      hashBytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
    ]),
    dispose() {
      for (const own of kept.values()) own.dispose();
    },
  };
}

/** Makes a graph run, by TensorFlow.js' own GraphModel. */
export function runnerOf({ nodes }: Graph, constants: Constants): Runner {
  const node = nodes.map((own) => ({ ...own, input: [...own.input], attr: { ...own.attr } }));
  const artifacts: tf.io.ModelArtifacts = {
    modelTopology: { node, versions: {} },
    weightSpecs: [],
    weightData: new ArrayBuffer(0),
  };
  const model = tf.loadGraphModelSync({ load: () => artifacts });
  const { executor } = model as unknown as { executor: Executor };
  return {
    run: (inputs, outputs) =>
      tf.tidy(() => {
        executor.weightMap = constants.tensors();
        return [model.execute({ ...inputs }, [...outputs])].flat();
      }),
    dispose() {
      executor.weightMap = {};
    },
  };
}
