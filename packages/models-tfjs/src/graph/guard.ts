import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { CALL, type Calls } from './calls.js';
import { type GraphNode, textOf } from './nodes.js';

/** Operations that run a window over their input, and where its extents stand: in a filter, or in an attribute. */
const WINDOWED: Readonly<Record<string, 'filter' | 'ksize'>> = {
  Conv2D: 'filter',
  DepthwiseConv2dNative: 'filter',
  MaxPool: 'ksize',
  AvgPool: 'ksize',
};

/**
 * Refuses what is shorter than a window that runs over it, before it is computed: not every backend would notice, and then
 * answer what lies beside it in memory.
 */
export function guardWindows(nodes: readonly GraphNode[], calls: Calls): GraphNode[] {
  const taken = new Set(nodes.map(({ name }) => name));
  return nodes.flatMap((node) => {
    const window = WINDOWED[node.op];
    if (window === undefined || textOf(node, 'padding', 'SAME') !== 'VALID') return [node];
    let name = `${node.name}/guarded`;
    while (taken.has(name)) name += '_';
    taken.add(name);
    const [x, ...rest] = node.input as [string, ...string[]];
    const input = window === 'filter' ? [x, rest[0]!] : [x];
    const sizes = (node.attr.ksize?.list?.i ?? []).slice(1, 3).map(Number);
    const dilations = (node.attr.dilations?.list?.i ?? []).slice(1, 3).map(Number);
    const call = ([image, filter]: readonly tf.Tensor[]) => {
      const extents = (filter ? filter.shape.slice(0, 2) : sizes).map(
        (size, i) => (size - 1) * (dilations[i] ?? 1) + 1,
      );
      const [height = 1, width = 1] = extents;
      if (image!.shape[1]! < height || image!.shape[2]! < width) {
        throw new InputError(
          `a window of ${height} by ${width} does not fit into [${image!.shape}]: the sound is too short`,
        );
      }
      return tf.clone(image!);
    };
    const guard = { name, op: CALL, input, attr: calls.add(call) };
    return [guard, { ...node, input: [name, ...rest] }];
  });
}
