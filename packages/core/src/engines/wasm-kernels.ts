import * as tf from '@tensorflow/tfjs';
import { type Kernel, replaceKernel } from './replace-kernel.js';
import { installLongSums } from './wasm-sums.js';

type Call = Parameters<Kernel>[0];

/**
 * Two kernels of the WebAssembly backend 4.22 replaced by faster ones with the same results: `Identity` copies its
 * data (weights would be copied at every step; a reference is enough), and `BatchMatMul` leaves XNNPACK for a scalar
 * loop, ten times slower, when an operand is transposed (it is transposed first instead); and the sums of long clips by
 * ones that keep their digits. Idempotent.
 */
export function installWasmKernels(): void {
  if (installed) return;
  installed = true;
  replaceKernel('Identity', 'wasm', () => identity);
  replaceKernel('BatchMatMul', 'wasm', withStraightOperands);
  installLongSums();
}

let installed = false;

const identity: Kernel = ({ inputs, backend }) => {
  const { dataId, shape, dtype } = inputs.x as tf.TensorInfo;
  (backend as tf.KernelBackend).incRef(dataId);
  return { dataId, shape, dtype };
};

function withStraightOperands(original: Kernel): Kernel {
  return (call) => {
    const { transposeA, transposeB } = call.attrs as { transposeA?: boolean; transposeB?: boolean };
    if (!transposeA && !transposeB) return original(call);
    const { a, b } = call.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    const straight = {
      a: transposeA ? transpose(a, call.backend) : a,
      b: transposeB ? transpose(b, call.backend) : b,
    };
    const product = original({ ...call, inputs: straight, attrs: { transposeA: false, transposeB: false } });
    const backend = call.backend as tf.KernelBackend;
    if (straight.a !== a) backend.disposeData(straight.a.dataId);
    if (straight.b !== b) backend.disposeData(straight.b.dataId);
    return product;
  };
}

/** The last two axes swapped, by the backend's own kernel. */
function transpose(x: tf.TensorInfo, backend: Call['backend']): tf.TensorInfo {
  const axes = x.shape.map((_, i) => i);
  const perm = [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
  return tf.getKernel('Transpose', 'wasm').kernelFunc({ inputs: { x }, attrs: { perm }, backend }) as tf.TensorInfo;
}
