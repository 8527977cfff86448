import * as tf from '@tensorflow/tfjs';
import { type Kernel, replaceKernel } from './replace-kernel.js';

/** Above it a running sum of float32, as the kernels of tfjs-backend-wasm 4.22 form it, loses digits that one hears. */
const LONG = 2 ** 17;

/**
 * `Sum` and `Mean` of more than 131,072 numbers each, on WebAssembly, in float64: the kernels' own add one float32 after
 * another, and of 300 s the mean square is off by 1e-3. Shorter ones keep their bits.
 */
export function installLongSums(): void {
  replaceKernel('Sum', 'wasm', (original) => inDoubles(original, () => 1));
  replaceKernel('Mean', 'wasm', (original) => inDoubles(original, (count) => count));
}

interface WasmBackend extends tf.KernelBackend {
  typedArrayFromHeap(x: tf.TensorInfo): Float32Array;
  makeOutput(shape: number[], dtype: 'float32', offset: undefined, values: Float32Array): tf.TensorInfo;
}

function inDoubles(original: Kernel, divisor: (count: number) => number): Kernel {
  return (call) => {
    const x = call.inputs.x as tf.TensorInfo;
    const { axis, keepDims } = call.attrs as { axis?: number | number[] | null; keepDims?: boolean };
    const axes = tf.util.parseAxisParam(axis as number[], x.shape);
    const run = x.dtype === 'float32' ? runOf(axes, x.shape) : undefined;
    if (!run || run.count <= LONG) return original(call);
    const backend = call.backend as WasmBackend;
    const sums = sumsOf(backend.typedArrayFromHeap(x), run);
    const by = divisor(run.count);
    const shape = x.shape.map((extent, i) => (axes.includes(i) ? 1 : extent));
    const kept = keepDims ? shape : shape.filter((_, i) => !axes.includes(i));
    return backend.makeOutput(
      kept,
      'float32',
      undefined,
      Float32Array.from(sums, (sum) => sum / by),
    );
  };
}

/** The numbers as `[outer, count, inner]`, of which the middle is summed. */
interface Run {
  readonly outer: number;
  readonly count: number;
  readonly inner: number;
}

/** Undefined where the axes are not neighbours. */
function runOf(axes: readonly number[], shape: readonly number[]): Run | undefined {
  const sorted = [...axes].sort((a, b) => a - b);
  const [first = 0] = sorted;
  if (sorted.some((axis, i) => axis !== first + i)) return undefined;
  const size = (from: number, to: number) => shape.slice(from, to).reduce((product, extent) => product * extent, 1);
  const end = first + sorted.length;
  return { outer: size(0, first), count: size(first, end), inner: size(end, shape.length) };
}

function sumsOf(numbers: Float32Array, { outer, count, inner }: Run): Float64Array {
  const sums = new Float64Array(outer * inner);
  for (let o = 0, at = 0; o < outer; o++) {
    for (let k = 0; k < count; k++) {
      for (let i = 0; i < inner; i++) sums[o * inner + i]! += numbers[at++]!;
    }
  }
  return sums;
}
