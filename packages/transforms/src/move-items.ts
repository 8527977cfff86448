import { isTraced, linearMap, withGradient } from '@audiate/ops';
import type { Audio, TensorMap, Values } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import { numbersOf } from './in-steps.js';
import { takeItems } from './take-items.js';

/** How long the audio is before and after. */
export interface Moved {
  readonly samples: number;
  readonly heard: number;
}

/**
 * A draw that moves each item by a whole number of samples: `from` `[batch, heard]`, which sample each is, and `to`
 * `[batch, samples]`, where each went; the number behind the last stands for none.
 * @param starts which sample of its item comes first; below 0 zeros come before.
 */
export function drawMoves(starts: readonly number[], { samples, heard }: Moved): Values {
  const places = (count: number, length: number, sign: 1 | -1) => {
    const data = new Float32Array(starts.length * count);
    for (const [item, start] of starts.entries()) {
      for (let n = 0; n < count; n++) {
        const at = n + sign * start;
        data[item * count + n] = at >= 0 && at < length ? at : length;
      }
    }
    return { data, shape: [starts.length, count] };
  };
  return { from: places(heard, samples, 1), to: places(samples, heard, -1) };
}

/** Moves each item as {@link drawMoves} says: `[batch, samples]` to `[batch, heard]`. */
export function moveItems(audio: Audio, { from, to }: TensorMap): Audio {
  if (isTraced()) {
    return withGradient(audio, (x) => ({ value: takeItems(x, from!), gradient: (dy) => takeItems(dy, to!) }));
  }
  const [there, back] = [rowsOf(from!), rowsOf(to!)];
  return linearMap(audio, {
    samples: from!.shape[1]!,
    forward: (input, item) => taken(input, there(item)),
    adjoint: (dy, item) => taken(dy, back(item)),
  });
}

function rowsOf(places: tf.Tensor): (item: number) => Float32Array {
  const [numbers, width] = [numbersOf(places), places.shape[1]!];
  return (item) => numbers.subarray(item * width, (item + 1) * width);
}

function taken(input: Float32Array, places: Float32Array): Float32Array {
  const out = new Float32Array(places.length);
  for (let n = 0; n < out.length; n++) {
    const place = places[n]!;
    if (place < input.length) out[n] = input[place]!;
  }
  return out;
}
