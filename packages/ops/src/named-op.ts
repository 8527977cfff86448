import * as tf from '@tensorflow/tfjs';
import type { Weight } from './weight.js';
import { withGradient } from './with-gradient.js';

/** An operation that a backend may run as one kernel. */
export interface NamedOp {
  /** The kernel `name` takes `{ x, …weights }`; the kernel `nameGradient` takes `{ dy, x, …weights }`. */
  readonly name: string;
  /** As they are, in no layout; undefined ones are left out. */
  readonly weights?: Readonly<Record<string, Weight | undefined>>;
  /** Goes to both kernels. */
  readonly attributes?: tf.NamedAttrMap;
}

/**
 * Runs an operation as one named kernel where the active backend has registered it and its gradient (a compiling
 * backend does), and by `otherwise` everywhere else.
 */
export function namedOp<X extends tf.Tensor, Y extends tf.Tensor>(x: X, op: NamedOp, otherwise: () => Y): Y {
  const { name, weights = {}, attributes = {} } = op;
  const backend = tf.getBackend();
  if (!tf.getKernel(name, backend) || !tf.getKernel(`${name}Gradient`, backend)) return otherwise();
  const given = Object.entries(weights).flatMap(([key, weight]) => (weight ? [[key, weight.tensor()] as const] : []));
  const run = (kernel: string, inputs: tf.NamedTensorMap) =>
    tf.engine().runKernel(kernel, { ...inputs, ...Object.fromEntries(given) }, attributes) as tf.Tensor;
  return withGradient(x, (input) => ({
    value: run(name, { x: input }) as Y,
    saved: [input],
    gradient: (dy, [kept]) => run(`${name}Gradient`, { dy, x: kept! }),
  }));
}
