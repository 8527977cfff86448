import { InputError } from '@audiate/protocol';
import type { NodeSettings } from './operator.js';

/** Where windows of a convolution or pooling lie on one axis. */
export interface Windows {
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  /** Numbers added before and behind the axis. */
  readonly before: number;
  readonly after: number;
  /** How many windows there are. */
  readonly count: number;
}

/** Samples from a window's first tap to its last. */
export const reachOf = ({ taps, dilation }: Pick<Windows, 'taps' | 'dilation'>): number => (taps - 1) * dilation + 1;

/**
 * The windows on each axis behind batch and channels, by a node's strides, dilations, pads, auto_pad and ceil_mode.
 * @throws InputError where an axis is shorter than a window.
 */
export function windowsOf(node: NodeSettings, extents: readonly number[], taps: readonly number[]): Windows[] {
  const list = (attribute: string, otherwise: number) => node.integers(attribute) ?? taps.map(() => otherwise);
  const [strides, dilations] = [list('strides', 1), list('dilations', 1)];
  const pads = node.integers('pads') ?? extents.flatMap(() => [0, 0]);
  const auto = node.text('auto_pad', 'NOTSET');
  const ceil = node.integer('ceil_mode', 0) === 1;
  if (taps.length !== extents.length || pads.length !== 2 * taps.length) {
    throw new InputError(`${node.thing} has windows of ${taps.length} axes on a value of ${extents.length}`);
  }
  return extents.map((extent, axis) => {
    const one = { taps: taps[axis]!, stride: strides[axis]!, dilation: dilations[axis]! };
    const reach = reachOf(one);
    let [before, after] = [pads[axis]!, pads[axis + extents.length]!];
    if (auto === 'VALID') [before, after] = [0, 0];
    if (auto === 'SAME_UPPER' || auto === 'SAME_LOWER') {
      const total = Math.max(0, (Math.ceil(extent / one.stride) - 1) * one.stride + reach - extent);
      before = auto === 'SAME_UPPER' ? Math.floor(total / 2) : Math.ceil(total / 2);
      after = total - before;
    }
    const room = extent + before + after - reach;
    if (room < 0) {
      throw new InputError(
        `${node.thing} takes windows of ${reach} from ${extent + before + after}; the sound is too short`,
      );
    }
    let count = Math.floor(room / one.stride) + 1;
    if (ceil) {
      count = Math.ceil(room / one.stride) + 1;
      // no window begins in what was added behind
      if ((count - 1) * one.stride >= extent + before) count -= 1;
      after = Math.max(after, (count - 1) * one.stride + reach - extent - before);
    }
    return { ...one, before, after, count };
  });
}
