import { rms } from '@audiate/ops';
import type { Activation } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { gramProducts } from './gram-products.js';

/**
 * Cosine similarity of the items' Gram matrices, `[batch, frames, channels] → [batch, batch]`, in [0, 1]: the Gram
 * matrix of an item is Σ over frames of x xᵀ, channel × channel (Gatys et al. 2015). A silent item has cosine 0 with
 * every item and gets no gradient.
 */
export function gramCosines(activation: Activation): tf.Tensor2D {
  const [batch, frames, channels] = activation.shape;
  const loudness = tf.reshape(rms(tf.reshape(activation, [batch, frames * channels])), [batch, 1, 1]);
  const products = gramProducts(tf.div(activation, tf.add(loudness, SILENCE)));
  const norms = tf.sqrt(tf.add(tf.sum(tf.mul(products, tf.eye(batch)), 1), NORM_FLOOR));
  return tf.div(products, tf.mul(tf.reshape(norms, [batch, 1]), tf.reshape(norms, [1, batch])));
}

/** Keeps silence from dividing by 0; its square is still a normal float32. */
const SILENCE = 1e-12;
/** At unit RMS an item's ⟨G, G⟩ is at least frames² · channels² / min(frames, channels) ≥ 1. */
const NORM_FLOOR = 1e-8;
