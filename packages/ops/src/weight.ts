import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { freeze, keepFullPrecision, release } from './frozen.js';

/** Another arrangement of a weight's numbers, such as transposed. */
export interface Layout {
  /** Two layouts of one name arrange alike: the name is the key under which the tensor in that layout is kept. */
  readonly name: string;
  arrange(data: Float32Array, shape: readonly number[]): { data: Float32Array; shape: number[] };
}

/** Frozen numbers of a model: a Float32Array until a backend adopts them. */
export interface Weight {
  readonly shape: readonly number[];
  /** Row-major; not to be written to. */
  readonly data: Float32Array;
  /**
   * The numbers on the active backend, uploaded at first use and kept: later calls return the same tensor, which the
   * caller must not dispose. Each backend instance and each layout has its own.
   */
  tensor(layout?: Layout): tf.Tensor;
  /** Frees every uploaded tensor; a later `tensor()` uploads again. */
  dispose(): void;
}

/** Options of {@link weight}. */
export interface WeightOptions {
  /**
   * Whether products by these numbers are computed in float32 also where a render climbs in bytes (`precision: 'i8'`); false
   * unless given. For what a logarithm or a division follows, such as the bands of a spectrogram: bytes of a row have one
   * unit, so that what lies 48 dB below the row's largest number rounds to 0.
   */
  readonly fullPrecision?: boolean;
}

/**
 * Frozen numbers of the given shape (row-major).
 * @throws InputError when the shape does not hold as many numbers as there are.
 */
export function weight(
  data: Float32Array,
  shape: readonly number[],
  { fullPrecision = false }: WeightOptions = {},
): Weight {
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (size !== data.length) {
    throw new InputError(`a weight of shape [${shape}] holds ${size} numbers, got ${data.length}`);
  }
  const mark = (numbers: Float32Array) => freeze(fullPrecision ? keepFullPrecision(numbers) : numbers);
  mark(data);
  const uploaded = new Map<object, Map<string, tf.Tensor>>();
  return {
    shape,
    data,
    tensor(layout) {
      const backend = tf.backend();
      const kept = uploaded.get(backend) ?? new Map<string, tf.Tensor>();
      uploaded.set(backend, kept);
      const name = layout?.name ?? '';
      const known = kept.get(name);
      if (known) return known;
      const laidOut = layout ? layout.arrange(data, shape) : { data, shape: [...shape] };
      const tensor = tf.keep(tf.tensor(mark(laidOut.data), laidOut.shape, 'float32'));
      kept.set(name, tensor);
      return tensor;
    },
    dispose() {
      for (const kept of uploaded.values()) for (const tensor of kept.values()) tensor.dispose();
      uploaded.clear();
      release(data);
    },
  };
}
