import type { Network } from '../network/network.js';
import { shapesOf } from './shapes.js';

/**
 * The nodes that hear the whole sound, by the shapes of what they are computed from: somewhere before them time is gone, as
 * by a mean over it, or stands twice, as in attention.
 * @param samples a length that the network hears, as it does twice as many.
 */
export function farNodes(network: Network, samples: number): ReadonlySet<string> {
  const { nodes, sources } = network;
  const [one, two] = [samples, 2 * samples].map((length) => shapesOf(network, nodes, length));
  const axes = new Map(
    nodes.map((name, i) => {
      const { shape, dtype } = one![i]!;
      const grown = shape.filter((extent, axis) => extent !== two![i]!.shape[axis]).length;
      return [name, dtype === 'float32' ? grown : undefined] as const;
    }),
  );
  const far = new Set<string>();
  for (const name of nodes) {
    const from = sources(name).filter((source) => axes.get(source) !== undefined);
    const gone = axes.get(name) === 0 && from.some((source) => axes.get(source)! > 0);
    if (gone || (axes.get(name) ?? 0) > 1 || from.some((source) => far.has(source))) far.add(name);
  }
  return far;
}
