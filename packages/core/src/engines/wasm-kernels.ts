import * as tf from '@tensorflow/tfjs';

type Kernel = tf.KernelConfig['kernelFunc'];
type Inputs = Record<string, tf.TensorInfo>;

/**
 * Two kernels of the WebAssembly backend 4.22 replaced by faster ones with the same results: `Identity` copies its
 * data (weights would be copied at every step; a reference is enough), and `BatchMatMul` leaves XNNPACK for a scalar
 * loop, ten times slower, when an operand is transposed (it is transposed first instead). Idempotent.
 */
export function installWasmKernels(): void {
  if (installed) return;
  installed = true;
  replace('Identity', () => ({ inputs, backend }) => {
    const { x } = inputs as Inputs;
    backend.incRef(x!.dataId);
    return { dataId: x!.dataId, shape: x!.shape, dtype: x!.dtype };
  });
  replace('BatchMatMul', (original) => (call) => {
    const { transposeA, transposeB } = call.attrs as unknown as { transposeA: boolean; transposeB: boolean };
    if (!transposeA && !transposeB) return original(call);
    const { a, b } = call.inputs as Inputs;
    const transposed: tf.TensorInfo[] = [];
    const straight = (x: tf.TensorInfo, isTransposed: boolean) => {
      if (!isTransposed) return x;
      const result = transpose(x, call.backend);
      transposed.push(result);
      return result;
    };
    const product = original({
      ...call,
      inputs: { a: straight(a!, transposeA), b: straight(b!, transposeB) } as unknown as tf.NamedTensorInfoMap,
      attrs: { transposeA: false, transposeB: false } as unknown as tf.NamedAttrMap,
    });
    for (const info of transposed) call.backend.disposeData(info.dataId);
    return product;
  });
}

let installed = false;

function replace(kernelName: string, make: (original: Kernel) => Kernel): void {
  const config = tf.getKernel(kernelName, 'wasm');
  tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({ ...config, kernelFunc: make(config.kernelFunc) });
}

/** The last two axes swapped, by the backend's own kernel. */
function transpose(x: tf.TensorInfo, backend: unknown): tf.TensorInfo {
  const { kernelFunc } = tf.getKernel('Transpose', 'wasm');
  const axes = x.shape.map((_, i) => i);
  const perm = [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
  return kernelFunc({
    inputs: { x } as unknown as tf.NamedTensorInfoMap,
    attrs: { perm } as unknown as tf.NamedAttrMap,
    backend,
  }) as tf.TensorInfo;
}
