import * as tf from '@tensorflow/tfjs';
import { type Kernel, replaceKernel } from '../replace-kernel.js';

/**
 * The kernel `Mean` of `@tensorflow/tfjs-node` 4.22 without its cast of what is float32 already, one dispatch less.
 * Idempotent.
 */
export function installTensorflowKernels(): void {
  if (installed) return;
  installed = true;
  replaceKernel(tf.Mean, 'tensorflow', withoutCast);
}

let installed = false;

interface Libtensorflow {
  executeSingleOutput(name: string, attributes: unknown, inputs: readonly tf.TensorInfo[]): tf.TensorInfo;
  createReductionOpAttrs(x: tf.TensorInfo, keepDims: boolean): unknown;
}

function withoutCast(original: Kernel): Kernel {
  return (call) => {
    const x = call.inputs.x as tf.TensorInfo;
    if (x.dtype !== 'float32') return original(call);
    const { axis, keepDims } = call.attrs as { axis: number | number[]; keepDims: boolean };
    const axes = tf.tensor1d(tf.util.parseAxisParam(axis, x.shape), 'int32');
    const backend = call.backend as unknown as Libtensorflow;
    const means = backend.executeSingleOutput(tf.Mean, backend.createReductionOpAttrs(x, keepDims), [x, axes]);
    axes.dispose();
    return means;
  };
}
