import * as tf from '@tensorflow/tfjs';
import { type Info, TRACE, traceBackend } from '../trace/backend.js';
import { elementwise } from './elementwise.js';
import type { Kernels } from './kernel.js';
import { layout } from './layout.js';
import { named } from './named.js';
import { products } from './products.js';
import { reductions } from './reductions.js';

/** Every kernel that can be traced, by TensorFlow.js's names. */
export const kernels: Kernels = { ...elementwise, ...reductions, ...layout, ...products, ...named };

/** Registers the kernels with TensorFlow.js; idempotent. */
export function registerKernels(): void {
  if (tf.getKernel('Identity', TRACE)) return;
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    tf.registerKernel({
      kernelName,
      backendName: TRACE,
      kernelFunc: ({ inputs, attrs }) => kernel(traceBackend(), inputs as Record<string, Info>, attrs ?? {}),
    });
  }
}
