import { installOps } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { type Compilable, compile, type InputSpec } from '../index.js';

/** Numbers between −1 and 1 that repeat in no short pattern. */
export function numbers(count: number, seed = 0): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed + 0.37 * i * i));
}

/**
 * Compiles a function with its gradient by every float input and compares both with the eager cpu backend by `verify`,
 * which throws on a difference. The value is weighted, so that no gradient cancels.
 */
export async function agrees(
  fn: (...xs: tf.Tensor[]) => tf.Tensor,
  shapes: readonly (readonly number[])[],
  { differentiable = true, positive = false }: { differentiable?: boolean; positive?: boolean } = {},
): Promise<{ value: Float32Array; gradients: Readonly<Record<string, Float32Array>> }> {
  await tf.ready();
  installOps();
  const inputs: Record<string, InputSpec> = Object.fromEntries(shapes.map((shape, i) => [`x${i}`, { shape }]));
  const names = Object.keys(inputs);
  const weighted: Compilable = (given) => {
    const answer = fn(...names.map((name) => given[name]!));
    if (!differentiable) return tf.cast(answer, 'float32');
    return tf.mul(answer, tf.tensor(numbers(answer.size, 9), answer.shape));
  };
  const program = await compile(weighted, { inputs, wrt: differentiable ? names : [], verify: true, threads: 1 });
  try {
    const feeds = shapes.map((shape, i) => {
      const data = numbers(
        shape.reduce((product, extent) => product * extent, 1),
        i,
      );
      return [names[i]!, positive ? data.map((x) => 0.2 + Math.abs(x)) : data] as const;
    });
    const { values, gradients } = await program.run(Object.fromEntries(feeds));
    return { value: values.value as Float32Array, gradients };
  } finally {
    program.dispose();
  }
}
