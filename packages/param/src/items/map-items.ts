import { isTraced } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** A differentiable function of one item's numbers, in plain JavaScript. Neither function writes to what it is given. */
export interface ItemMap {
  value(samples: Float32Array): Float32Array;
  /** The gradient by the samples, from that by the value. */
  gradient(dy: Float32Array, samples: Float32Array): Float32Array;
  /** The same function of all items by operations, where it can be a part of a compiled program. */
  readonly inProgram?: (audio: Audio) => Audio;
}

/**
 * Applies the map to each item; `value` may answer another length, the same for all. On 16,000 samples one elementwise op
 * of TensorFlow.js's cpu backend takes longer than a whole map. Differentiable once.
 */
export function mapItems(audio: Audio, map: ItemMap): Audio {
  if (map.inProgram && isTraced()) return map.inProgram(audio);
  const apply = tf.customGrad((...inputs) => {
    const rows = rowsOf(inputs[0] as Audio);
    return {
      value: stack(rows.map((row) => map.value(row))),
      gradFunc: (dy: Audio) => stack(rowsOf(dy).map((row, item) => map.gradient(row, rows[item]!))),
    };
  });
  return apply(audio);
}

function rowsOf(audio: Audio): Float32Array[] {
  const [batch, samples] = audio.shape;
  const data = audio.dataSync() as Float32Array;
  return Array.from({ length: batch }, (_, item) => data.subarray(item * samples, (item + 1) * samples));
}

function stack(rows: readonly Float32Array[]): Audio {
  const samples = rows[0]!.length;
  const data = new Float32Array(rows.length * samples);
  rows.forEach((row, item) => {
    data.set(row, item * samples);
  });
  return tf.tensor2d(data, [rows.length, samples]);
}
