import { withBackend } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Manifest } from './manifest.js';

/** The numbers of a weight, row-major. */
export interface Numbers {
  readonly data: Float32Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
}

/**
 * Every weight by its name, out of bytes, which are as many as the manifest tells; quantised ones as float32.
 * @throws InputError for what TensorFlow.js cannot decode.
 */
export function decodeWeights({ specs }: Manifest, bytes: Uint8Array): Map<string, Numbers> {
  const all = new Map<string, Numbers>();
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    withBackend('cpu', () =>
      tf.tidy(() => {
        for (const [name, tensor] of Object.entries(tf.io.decodeWeights(buffer, [...specs]))) {
          const { shape, dtype } = tensor;
          all.set(name, { data: tensor.dataSync().slice() as Float32Array, shape, dtype: dtype as Numbers['dtype'] });
        }
      }),
    );
  } catch (error) {
    const { message } = error as Error;
    throw new InputError(`the weights that model.json names cannot be decoded: ${message.replace(/\s+/g, ' ')}`, {
      cause: error,
    });
  }
  return all;
}
