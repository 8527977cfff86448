import { InputError } from '@audiate/protocol';
import type { Network } from '../network/network.js';
import { type Answer, shapesOf } from './shapes.js';

/** A node as a layer. */
export interface Found {
  readonly layer: string;
  readonly node: string;
  /** The axis of frames; undefined where the node answers one frame for the clip. */
  readonly axis: number | undefined;
}

/**
 * Finds by two lengths which axis of a node's output is time.
 * @param layers nodes by the names of their layers.
 * @param strict whether a node that can be no layer is an error; it is left out otherwise.
 * @throws InputError for a node that has several such axes, or no floating-point numbers.
 */
export function findLayers(
  network: Network,
  layers: Readonly<Record<string, string>>,
  { samples, strict }: { readonly samples: number; readonly strict: boolean },
): Found[] {
  const nodes = [...new Set(Object.values(layers))];
  const [one, two] = [samples, 2 * samples].map((length) => shapesOf(network, nodes, length)) as [Answer[], Answer[]];
  const order = new Map(network.nodes.map((name, i) => [name, i]));
  const found = Object.entries(layers).flatMap(([layer, node]): Found[] => {
    const i = nodes.indexOf(node);
    const [first, second] = [one[i]!, two[i]!];
    const axes = growing(first, second);
    const usable = first.dtype === 'float32' && first.shape.length >= 2 && first.shape[0] === 1 && axes.length < 2;
    if (usable) return [{ layer, node, axis: axes[0] }];
    if (!strict) return [];
    throw new InputError(
      `node "${node}" cannot be the layer "${layer}": it answers ${first.dtype} [${first.shape}] for one sound and ` +
        `[${second.shape}] for a longer one; a layer has a batch, and at most one axis that grows`,
    );
  });
  if (found.length === 0) throw new InputError('no node of the network can be a layer; name some as layers');
  return found.sort((a, b) => order.get(a.node)! - order.get(b.node)!);
}

/** The axes behind the batch that are longer for a longer sound. */
function growing(one: Answer, two: Answer): number[] {
  return one.shape.flatMap((extent, axis) => (axis > 0 && extent !== two.shape[axis] ? [axis] : []));
}
