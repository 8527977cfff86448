import * as tf from '@tensorflow/tfjs';

/** The gradient of `tf.einsum`, which TensorFlow.js lacks: an einsum with one operand and the output swapped. */
export const einsumGradient: tf.GradConfig = {
  kernelName: tf.Einsum,
  saveAllInputs: true,
  gradFunc: (dy, saved, attrs) => {
    const [from, output] = (attrs as unknown as tf.EinsumAttrs).equation.replace(/\s/g, '').split('->') as [
      string,
      string,
    ];
    const labels = from.split(',');
    return Object.fromEntries(
      saved.map((operand, i) => [
        i,
        () => {
          const others = saved.filter((_, j) => j !== i);
          const given = [output, ...labels.filter((_, j) => j !== i)];
          return derive({ given, wanted: labels[i]!, shape: operand.shape }, [dy as tf.Tensor, ...others]);
        },
      ]),
    );
  },
};

interface Derivation {
  /** The labels of each tensor at hand. */
  readonly given: string[];
  readonly wanted: string;
  readonly shape: number[];
}

/** An axis that was summed away and stands in nothing that is given gets the same number all along. */
function derive({ given, wanted, shape }: Derivation, tensors: tf.Tensor[]): tf.Tensor {
  const known = [...wanted].filter((label) => given.some((labels) => labels.includes(label)));
  const product = tf.einsum(`${given.join(',')}->${known.join('')}`, ...tensors);
  const kept = shape.map((extent, axis) => (known.includes(wanted[axis]!) ? extent : 1));
  return tf.broadcastTo(tf.reshape(product, kept), shape);
}
