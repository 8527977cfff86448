import { withBackend } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Manifest } from './manifest.js';

/** The numbers of a weight, row-major. */
export interface Numbers {
  readonly data: Float32Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
}

/** Every weight by its name, out of bytes, which are as many as the manifest tells; quantised ones as float32. */
export function decodeWeights({ specs }: Manifest, bytes: Uint8Array): Map<string, Numbers> {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return withBackend('cpu', () => {
    const tensors = tf.io.decodeWeights(buffer, [...specs]);
    const read = ([name, tensor]: [string, tf.Tensor]): [string, Numbers] => {
      const numbers = { data: tensor.dataSync().slice() as Float32Array, shape: tensor.shape, dtype: tensor.dtype };
      tensor.dispose();
      return [name, numbers as Numbers];
    };
    return new Map(Object.entries(tensors).map(read));
  });
}
