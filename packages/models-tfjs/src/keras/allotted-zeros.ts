import { disposeVariables } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** How many numbers the layers of a model may still ask for, and the tensors that they got. */
export interface Allotment {
  left: number;
  readonly given: Set<object>;
}

/** By a number, which is all that a configuration carries unchanged. */
const allotments = new Map<number, Allotment>();
let count = 0;

/**
 * Starts weights as zeros: the file's numbers take their place, so that none needs to be drawn. Refuses more than there are
 * numbers in the file before there is any memory for them.
 */
class AllottedZeros extends tf.serialization.Serializable {
  static readonly className = 'AudiateAllottedZeros';
  readonly allotment: number;

  constructor({ allotment }: { allotment: number }) {
    super();
    this.allotment = allotment;
  }

  apply(shape: tf.Shape, dtype?: tf.DataType): tf.Tensor {
    const own = allotments.get(this.allotment)!;
    const size = (shape as number[]).reduce((product, extent) => product * extent, 1);
    if (!(size <= own.left)) {
      throw new InputError(
        'the layers in model.json ask for more numbers than the weights that it names have; one of them has the shape ' +
          `[${shape}]`,
      );
    }
    own.left -= size;
    const zeros = tf.zeros(shape as number[], dtype);
    own.given.add(zeros.dataId);
    return zeros;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { allotment: this.allotment };
  }
}

/** Every initializer that a layer of TensorFlow.js has. */
const KEYS = [
  'kernel',
  'recurrent',
  'bias',
  'depthwise',
  'pointwise',
  'embeddings',
  'gamma',
  'beta',
  'alpha',
  'moving_mean',
  'moving_variance',
].map((own) => `${own}_initializer`);

/**
 * A topology whose weights start as zeros, so many of them at most, while `body` makes the model. Where that fails, the weights that
 * were made are freed: no model has them.
 */
export async function withAllottedZeros<T>(
  topology: object,
  numbers: number,
  body: (topology: object) => Promise<T>,
): Promise<T> {
  tf.serialization.registerClass(AllottedZeros as never);
  count += 1;
  const [key, own] = [count, { left: numbers, given: new Set<object>() }];
  allotments.set(key, own);
  try {
    return await body(
      withInitializers(topology, { class_name: AllottedZeros.className, config: { allotment: key } }) as object,
    );
  } catch (error) {
    disposeVariables(own.given);
    throw error;
  } finally {
    allotments.delete(key);
  }
}

/** A copy in which every layer has the initializer, whichever it names. */
function withInitializers(value: unknown, initializer: object): unknown {
  if (Array.isArray(value)) return value.map((item) => withInitializers(item, initializer));
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.entries(value).filter(([key]) => !/_?initializer$/i.test(key));
  const copy = Object.fromEntries(own.map(([key, item]) => [key, withInitializers(item, initializer)]));
  const { config } = copy;
  if (!('class_name' in copy || 'className' in copy) || typeof config !== 'object' || config === null) return copy;
  if (Array.isArray(config)) return copy;
  const all = Object.fromEntries(KEYS.map((key) => [key, initializer]));
  // the gates' biases are the file's, so that those of the forget gate need no ones
  return { ...copy, config: { ...config, ...all, unit_forget_bias: false } };
}
