import type { Activation } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/**
 * The inner products ⟨Gᵢ, Gⱼ⟩ of the items' Gram matrices Gᵢ = XᵢᵀXᵢ, `[batch, frames, channels] → [batch, batch]`,
 * by whichever way has fewer multiplications. Both multiply matrices that are laid out as they come, which is what
 * every backend does fast; autodiff would not.
 */
export function gramProducts(x: Activation): tf.Tensor2D {
  const [batch, frames, channels] = x.shape;
  return batch * frames < channels ? productsByFrames(x) : productsByChannels(x);
}

/** From the Gram matrices: batch · frames · channels² multiplications. */
export function productsByChannels(x: Activation): tf.Tensor2D {
  const [batch, frames, channels] = x.shape;
  const rowsOf = (t: tf.Tensor3D, item: number, rows: number): tf.Tensor2D =>
    tf.reshape(tf.slice(t, [item, 0, 0], [1, rows, channels]), [rows, channels]);
  const items = Array.from({ length: batch }, (_, item) => item);
  return quadratic(x, {
    inner(input) {
      const grams = items.map((item) => {
        const rows = rowsOf(input, item, frames);
        return tf.matMul(tf.transpose(rows), rows);
      });
      return tf.stack(grams);
    },
    products(grams) {
      const flat = tf.reshape(grams, [batch, channels ** 2]);
      return tf.matMul(flat, tf.transpose(flat));
    },
    // d⟨G, H⟩ / dX = 2 X H, and each item is pulled by the sum of the others' H.
    gradient(input, grams, pull) {
      const flat = tf.reshape(grams, [batch, channels ** 2]);
      const pulls: tf.Tensor3D = tf.reshape(tf.matMul(pull, flat), [batch, channels, channels]);
      const moved = items.map((item) => tf.matMul(rowsOf(input, item, frames), rowsOf(pulls, item, channels)));
      return tf.mul(tf.stack(moved), 2);
    },
  });
}

/** By ⟨XᵀX, YᵀY⟩ = ‖X Yᵀ‖², without the Gram matrices: (batch · frames)² · channels multiplications. */
export function productsByFrames(x: Activation): tf.Tensor2D {
  const [batch, frames, channels] = x.shape;
  const flat = (t: tf.Tensor): tf.Tensor2D => tf.reshape(t, [batch * frames, channels]);
  return quadratic(x, {
    inner: (input) => tf.matMul(flat(input), tf.transpose(flat(input))),
    products: (inner) => tf.sum(tf.reshape(tf.square(inner), [batch, frames, batch, frames]), [1, 3]),
    gradient(input, inner, pull) {
      const pulled = tf.mul(tf.reshape(inner, [batch, frames, batch, frames]), tf.reshape(pull, [batch, 1, batch, 1]));
      const moved = tf.matMul(tf.reshape(pulled, [batch * frames, batch * frames]), flat(input));
      return tf.mul(tf.reshape(moved, [batch, frames, channels]), 2);
    },
  });
}

interface Quadratic {
  /** What is quadratic in the activations; kept for the gradient. */
  inner(x: Activation): tf.Tensor;
  products(inner: tf.Tensor): tf.Tensor2D;
  /** @param pull the gradient by the products plus its transpose, `[batch, batch]`: the products are symmetric. */
  gradient(x: Activation, inner: tf.Tensor, pull: tf.Tensor2D): tf.Tensor;
}

function quadratic(x: Activation, { inner, products, gradient }: Quadratic): tf.Tensor2D {
  const apply = tf.customGrad((...args: unknown[]) => {
    const [input, save] = args as [Activation, tf.GradSaveFunc];
    const kept = inner(input);
    save([input, kept]);
    return {
      value: products(kept),
      gradFunc: (dy: tf.Tensor, [savedInput, savedInner]: tf.Tensor[]) =>
        tf.tidy(() => gradient(savedInput as Activation, savedInner!, tf.add(dy, tf.transpose(dy)))),
    };
  });
  return apply(x) as tf.Tensor2D;
}
