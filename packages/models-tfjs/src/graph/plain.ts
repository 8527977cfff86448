import { linear, type Weight, weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { CALL, type Calls } from './calls.js';
import { type GraphNode, sourceOf, textOf } from './nodes.js';

/**
 * Puts operations that TensorFlow.js differentiates, and the compiled engine knows, in the place of MirrorPad, DepthToSpace,
 * FusedBatchNorm and of the magnitude of a Fourier transform (`ComplexAbs` of `RFFT`).
 */
export function writePlainly(nodes: readonly GraphNode[], calls: Calls): GraphNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  return nodes.map((node) => {
    if (node.op === 'MirrorPad') {
      const gap = textOf(node, 'mode', 'REFLECT').toUpperCase() === 'REFLECT' ? 1 : 0;
      const call = ([x, paddings]: readonly tf.Tensor[]) => mirrorPad(x!, paddings!.arraySync() as number[][], gap);
      return { ...node, op: CALL, attr: calls.add(call) };
    }
    if (node.op === 'DepthToSpace') {
      const block = Number(node.attr.block_size?.i ?? 1);
      return { ...node, op: CALL, attr: calls.add(([x]) => depthToSpace(x as tf.Tensor4D, block)) };
    }
    if (/^FusedBatchNorm(V[23])?$/.test(node.op) && textOf(node, 'data_format', 'NHWC') === 'NHWC') {
      const epsilon = node.attr.epsilon?.f ?? 1e-4;
      return { ...node, op: CALL, attr: calls.add((inputs) => batchNorm(inputs, epsilon)) };
    }
    const transform = node.op === 'ComplexAbs' ? byName.get(sourceOf(node.input[0]!)) : undefined;
    if (transform?.op !== 'RFFT') return node;
    let products: Weight | undefined;
    const call = ([x, length]: readonly tf.Tensor[]) => {
      products ??= fourierProducts((length!.arraySync() as number[])[0]!);
      return magnitudes(x!, products);
    };
    return { ...node, op: CALL, input: transform.input, attr: calls.add(call, () => products?.dispose()) };
  });
}

/** By reversing and concatenating along each axis. @param gap 1 where the element at the edge is not repeated. */
function mirrorPad(x: tf.Tensor, paddings: readonly number[][], gap: number): tf.Tensor {
  return tf.tidy(() =>
    paddings.reduce((padded: tf.Tensor, [left, right], axis) => {
      const extent = padded.shape[axis]!;
      if (Math.max(left!, right!) > extent - gap) {
        throw new InputError(`an axis of ${extent} cannot be mirrored by ${left} and ${right}: the sound is too short`);
      }
      const cut = (start: number, length: number) => {
        if (length === 0) return [];
        const begin = padded.shape.map((_, i) => (i === axis ? start : 0));
        const size = padded.shape.map((whole, i) => (i === axis ? length : whole));
        return [tf.reverse(tf.slice(padded, begin, size), axis)];
      };
      const parts = [...cut(gap, left!), padded, ...cut(extent - gap - right!, right!)];
      return parts.length === 1 ? padded : tf.concat(parts, axis);
    }, tf.clone(x)),
  );
}

/** `[batch, height, width, block² · c]` to `[batch, height · block, width · block, c]`. */
function depthToSpace(x: tf.Tensor4D, block: number): tf.Tensor {
  const [batch, height, width, depth] = x.shape;
  return tf.tidy(() => {
    const parts = tf.reshape(x, [batch, height, width, block, block, depth / block ** 2]);
    const placed = tf.transpose(parts, [0, 1, 3, 2, 4, 5]);
    return tf.reshape(placed, [batch, height * block, width * block, depth / block ** 2]);
  });
}

/** The norm by stored statistics over the last axis. */
function batchNorm([x, scale, offset, mean, variance]: readonly tf.Tensor[], epsilon: number): tf.Tensor {
  return tf.tidy(() => {
    const slope = tf.mul(scale!, tf.rsqrt(tf.add(variance!, epsilon)));
    return tf.add(tf.mul(tf.sub(x!, mean!), slope), offset!);
  });
}

/** Real parts, then imaginary parts of the Fourier transform: `[2 (length / 2 + 1), length]`. */
function fourierProducts(length: number): Weight {
  const bins = Math.floor(length / 2) + 1;
  const rows = new Float32Array(2 * bins * length);
  for (let k = 0; k < bins; k++) {
    for (let n = 0; n < length; n++) {
      const phase = (2 * Math.PI * ((k * n) % length)) / length;
      rows[k * length + n] = Math.cos(phase);
      rows[(bins + k) * length + n] = -Math.sin(phase);
    }
  }
  // mostly a logarithm follows
  return weight(rows, [2 * bins, length], { fullPrecision: true });
}

/** The magnitudes of the Fourier transform of the last axis, which is cut or followed by zeros up to the length. */
function magnitudes(x: tf.Tensor, products: Weight): tf.Tensor {
  const [parts, length] = products.shape as [number, number];
  const extent = x.shape.at(-1)!;
  return tf.tidy(() => {
    const rows: tf.Tensor3D = tf.reshape(x, [1, x.size / extent, extent]);
    const heard = tf.slice(rows, [0, 0, 0], [-1, -1, Math.min(extent, length)]);
    const fitted: tf.Tensor3D = tf.pad(heard, [
      [0, 0],
      [0, 0],
      [0, Math.max(0, length - extent)],
    ]);
    const [re, im] = tf.split(tf.square(linear(fitted, products)), 2, 2) as [tf.Tensor, tf.Tensor];
    const squares = tf.add(re, im);
    // at 0 the slope is taken as 0, as PyTorch has it
    const still = tf.equal(squares, 0);
    const roots = tf.where(still, tf.zerosLike(squares), tf.sqrt(tf.where(still, tf.onesLike(squares), squares)));
    return tf.reshape(roots, [...x.shape.slice(0, -1), parts / 2]);
  });
}
