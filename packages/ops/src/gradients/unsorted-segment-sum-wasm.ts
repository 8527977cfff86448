import * as tf from '@tensorflow/tfjs';

/** `tf.unsortedSegmentSum` on the wasm backend, which lacks it: the gradient of `tf.gather` asks for it. */
export const unsortedSegmentSumOnWasm: tf.KernelConfig = {
  kernelName: tf.UnsortedSegmentSum,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, segmentIds } = inputs as unknown as Record<'x' | 'segmentIds', tf.TensorInfo>;
    const { numSegments } = attrs as unknown as tf.UnsortedSegmentSumAttrs;
    const storage = backend as tf.KernelBackend;
    const values = storage.readSync(x.dataId) as Float32Array;
    const ids = storage.readSync(segmentIds.dataId) as Int32Array;
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
    const width = ids.length === 0 ? 0 : values.length / ids.length;
    const sums = new Float32Array(shape.reduce((product, extent) => product * extent, 1));
    ids.forEach((id, row) => {
      if (id < 0 || id >= numSegments) return;
      for (let i = 0; i < width; i++) sums[id * width + i]! += values[row * width + i]!;
    });
    return { dataId: storage.write(sums, shape, 'float32'), shape, dtype: 'float32' };
  },
};
