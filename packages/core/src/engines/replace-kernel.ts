import * as tf from '@tensorflow/tfjs';

/** What a kernel runs. */
export type Kernel = tf.KernelConfig['kernelFunc'];

/** Puts another kernel into the place of a backend's own; unregisters first, as TensorFlow.js warns of an override. */
export function replaceKernel(name: string, backend: string, make: (original: Kernel) => Kernel): void {
  const config = tf.getKernel(name, backend);
  tf.unregisterKernel(name, backend);
  tf.registerKernel({ ...config, kernelFunc: make(config.kernelFunc) });
}
