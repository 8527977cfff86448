import * as tf from '@tensorflow/tfjs';
import { kernels } from '../kernels/kernels.js';
import type { Info } from '../kernels/tracer.js';
import { TRACE, traceBackend } from './backend.js';

/** Registers a kernel of the table with TensorFlow.js, for the tracing backend. */
export function registerKernel(kernelName: string): void {
  const kernel = kernels[kernelName];
  if (!kernel) throw new Error(`${kernelName} is no kernel of the table`);
  tf.registerKernel({
    kernelName,
    backendName: TRACE,
    kernelFunc: ({ inputs, attrs }) => kernel(traceBackend(), inputs as Record<string, Info>, attrs ?? {}),
  });
}

/** Registers every kernel with TensorFlow.js; idempotent. */
export function registerKernels(): void {
  if (tf.getKernel('Identity', TRACE)) return;
  for (const kernelName of Object.keys(kernels)) registerKernel(kernelName);
}
