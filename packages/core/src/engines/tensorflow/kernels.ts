import * as tf from '@tensorflow/tfjs';

/**
 * The kernel `Mean` of `@tensorflow/tfjs-node` 4.22 without its cast of what is float32 already, one dispatch less.
 * Idempotent.
 */
export function installTensorflowKernels(): void {
  if (installed) return;
  installed = true;
  const config = tf.getKernel(tf.Mean, 'tensorflow');
  tf.unregisterKernel(tf.Mean, 'tensorflow');
  tf.registerKernel({ ...config, kernelFunc: (call) => (mean(call) ?? config.kernelFunc(call)) as tf.TensorInfo });
}

let installed = false;

interface Libtensorflow {
  executeSingleOutput(name: string, attributes: unknown, inputs: readonly tf.TensorInfo[]): tf.TensorInfo;
  createReductionOpAttrs(x: tf.TensorInfo, keepDims: boolean): unknown;
}

function mean({ inputs, attrs, backend }: Parameters<tf.KernelConfig['kernelFunc']>[0]): tf.TensorInfo | undefined {
  const x = inputs.x as tf.TensorInfo;
  if (x.dtype !== 'float32') return undefined;
  const { axis, keepDims } = attrs as { axis: number | number[]; keepDims: boolean };
  const axes = tf.tensor1d(tf.util.parseAxisParam(axis, x.shape), 'int32');
  const libtensorflow = backend as unknown as Libtensorflow;
  const means = libtensorflow.executeSingleOutput('Mean', libtensorflow.createReductionOpAttrs(x, keepDims), [x, axes]);
  axes.dispose();
  return means;
}
