import { InputError } from '@audiate/protocol';
import type { Network } from '../network/network.js';
import type { Found } from './find.js';
import { shapesOf } from './shapes.js';

/** How the frames of a layer follow the sound's length. */
export interface Counted {
  readonly hop: number;
  readonly minSamples: number;
}

/**
 * Samples for the first frame of each layer, and for each further one. A network may have several frames at the least length that
 * it hears; a shorter sound is followed by silence, so that fewer of them are its own: as many as the hop lets stand in it.
 * @param least the fewest samples that the network hears.
 * @throws InputError where frames do not follow the length.
 */
export function countFrames(network: Network, found: readonly Found[], least: number): Counted[] {
  const nodes = [...new Set(found.map(({ node }) => node))];
  const known = new Map<number, number[]>();
  const at = (samples: number): number[] => {
    const counts = known.get(samples) ?? [];
    if (counts.length === 0) {
      const answers = shapesOf(network, nodes, samples);
      counts.push(
        ...found.map(({ node, axis }) => (axis === undefined ? 1 : answers[nodes.indexOf(node)]!.shape[axis]!)),
      );
      known.set(samples, counts);
    }
    return counts;
  };
  const counted = found.map(({ layer, axis }, i) => {
    if (axis === undefined) return undefined;
    const first = at(least)[i]!;
    /** The fewest samples that have more frames than that. */
    const beyond = (frames: number, from: number): number => {
      let [low, step] = [from, 1];
      while (at(low + step)[i]! <= frames) {
        low += step;
        step *= 2;
        if (step > MAX_HOP) throw uneven(layer);
      }
      let high = low + step;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (at(middle)[i]! > frames) high = middle;
        else low = middle;
      }
      return high;
    };
    const second = beyond(first, least);
    const third = beyond(at(second)[i]!, second);
    const hop = (third - second) / (at(third)[i]! - at(second)[i]!);
    if (!Number.isInteger(hop)) throw uneven(layer);
    // the regular count that reaches the second frame's length where it begins
    const minSamples = Math.max(1, second - first * hop);
    for (const [samples, counts] of known) {
      if (samples >= least && counts[i]! < Math.floor((samples - minSamples) / hop) + 1) throw uneven(layer);
    }
    return { hop, minSamples };
  });
  // what answers once for the clip needs as much as the frames need
  const needed = counted.reduce((most, own) => Math.max(most, own?.minSamples ?? 0), 0) || least;
  return counted.map((own) => own ?? { hop: Number.POSITIVE_INFINITY, minSamples: needed });
}

/** Longer than a frame of any network that hears. */
const MAX_HOP = 2 ** 20;

const uneven = (layer: string): InputError =>
  new InputError(`the frames of layer "${layer}" do not follow the length of the sound evenly; leave it out of layers`);
