import { type Weight, type WeightOptions, weight } from '@audiate/ops';
import type { Node } from '../file/graph.js';
import type { NodeSettings } from '../operators/operator.js';
import { thingOf } from './missing.js';

/** The frozen numbers of a model, which are freed together. */
export interface Keeper {
  keep(data: Float32Array, shape: readonly number[], options?: WeightOptions): Weight;
  free(): void;
}

/** Keeps weights until `free`, or until they are disposed: what a new length of the sound replaces is not held. */
export function createKeeper(): Keeper {
  const kept = new Set<Weight>();
  return {
    keep(data, shape, options) {
      const made = weight(data, shape, options);
      kept.add(made);
      return {
        ...made,
        tensor(layout) {
          kept.add(made);
          return made.tensor(layout);
        },
        dispose() {
          kept.delete(made);
          made.dispose();
        },
      };
    },
    free() {
      for (const one of kept) one.dispose();
      kept.clear();
    },
  };
}

/** A node's settings as its operator reads them. */
export function settingsOf(
  node: Node,
  { opset, keeper }: { readonly opset: number; readonly keeper: Keeper },
): NodeSettings {
  const thing = thingOf(node);
  const find = (name: string) => node.attributes.get(name);
  return {
    thing,
    opset,
    outputs: node.outputs,
    has: (name) => find(name) !== undefined,
    integer: (name, otherwise) => find(name)?.integer ?? otherwise,
    integers: (name) => find(name)?.integers,
    float: (name, otherwise) => find(name)?.float ?? otherwise,
    floats: (name) => find(name)?.floats,
    text: (name, otherwise) => find(name)?.text || otherwise,
    tensor: (name) => find(name)?.tensor?.read(),
    keep: (data, shape, options) => keeper.keep(data, shape, options),
  };
}
