import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Network } from '../network/network.js';

/** What a node answers. */
export interface Answer {
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
}

/** What nodes answer for silence of so many samples. */
export function shapesOf(network: Network, nodes: readonly string[], samples: number): Answer[] {
  return tf.tidy(() => network.hear(tf.zeros([1, samples]), nodes).map(({ shape, dtype }) => ({ shape, dtype })));
}

/** Lengths that are tried where a network takes any, one after another. */
const LENGTHS = [16_384, 65_536, 262_144];

/**
 * The fewest samples that a network hears, for one that was saved for a length that length, and a length that it was heard at.
 * @throws InputError for a network that hears one length alone, or none.
 */
export function leastSamples(
  network: Network,
  nodes: readonly string[],
): { readonly least: number; readonly heard: number } {
  const attempt = (samples: number): Error | undefined => {
    try {
      const empty = shapesOf(network, nodes, samples).some(({ shape }) => shape.some((extent) => extent < 1));
      return empty ? new InputError(`it answers nothing for ${samples} samples`) : undefined;
    } catch (error) {
      return error as Error;
    }
  };
  const { samples } = network;
  const lengths = samples === undefined ? LENGTHS : [samples];
  let problem = attempt(lengths[0]!);
  let [heard, ...longer] = lengths as [number, ...number[]];
  for (; problem && longer.length > 0; problem = attempt(heard)) [heard, ...longer] = longer as [number, ...number[]];
  if (problem) throw new InputError(`the network does not run: ${oneLine(problem)}`, { cause: problem });
  const follows = attempt(2 * heard);
  if (follows) {
    throw new InputError(
      `the network hears sounds of ${heard} samples only, and cannot be made to follow others: ${oneLine(follows)}`,
      { cause: follows },
    );
  }
  if (samples !== undefined) return { least: samples, heard };
  let [low, high] = [0, heard];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (attempt(middle)) low = middle;
    else high = middle;
  }
  return { least: high, heard };
}

function oneLine({ message }: Error): string {
  return message.replace(/\s+/g, ' ');
}
