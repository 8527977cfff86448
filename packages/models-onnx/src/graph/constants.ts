import type { Graph } from '../file/graph.js';
import { type Known, known } from '../values/value.js';
import type { Keeper } from './settings.js';

/** Constants of a graph that lie in the file itself. */
export function constantsOf(graph: Graph, keeper: Keeper): Map<string, Known> {
  return new Map(
    graph.constants.map((stored) => {
      const { type, shape, data } = stored.read();
      return [stored.name, withWeight(known(type, shape, data), keeper)] as const;
    }),
  );
}

/** A constant of the model: a frozen weight where a tensor is asked for. */
export function withWeight(value: Known, keeper: Keeper): Known {
  let made: ReturnType<Keeper['keep']> | undefined;
  return {
    ...value,
    weight() {
      made ??= keeper.keep(Float32Array.from(value.data), value.shape);
      return made;
    },
  };
}
