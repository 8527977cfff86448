import { withGradient } from '@audiate/ops';
import type { Audio, TensorMap } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { placesAmongAll } from '../take-items.js';
import { TERMS, type WarpShape } from './draw-warp.js';

/** Reads as drawn by operations: each item is filtered whole, then the filters' outputs are read where the samples are. */
export function warpInProgram(audio: Audio, drawn: TensorMap, { samples, taps, windows }: WarpShape): Audio {
  const [batch] = audio.shape;
  const bank = drawn.bank as tf.Tensor3D;
  const terms = chebyshev(tf.reshape(drawn.place!, [1, batch * samples]));
  const row = windows - 1;
  return withGradient(audio, (x) => {
    const sides: [number, number][] = [
      [0, 0],
      [taps, taps],
    ];
    const padded = tf.reshape(tf.pad(x, sides), [batch, 1, row]);
    // Rows one longer than the sound: each begins a sample later in it than the one before.
    const lines = tf.reshape(tf.tile(padded, [1, taps + 1, 1]), [batch, (taps + 1) * row]);
    const slid = tf.reshape(tf.slice(lines, [0, 0], [batch, taps * windows]), [batch, taps, windows]);
    const filtered: tf.Tensor2D = tf.reshape(tf.transpose(tf.matMul(bank, slid), [1, 0, 2]), [TERMS, batch * windows]);
    const read = takeColumns(filtered, placesAmongAll(drawn.window!, windows));
    return {
      value: tf.reshape(tf.sum(tf.mul(read, terms), 0), [batch, samples]) as Audio,
      saved: [terms],
      gradient(dy, [kept]) {
        const slopes = tf.reshape(tf.mul(kept!, tf.reshape(dy, [1, batch * samples])), [TERMS, batch, samples]);
        const silent = tf.zeros([TERMS, batch, 1]);
        const flat: tf.Tensor2D = tf.reshape(tf.concat([slopes, silent], 2), [TERMS, batch * (samples + 1)]);
        const sums = tf.addN(
          tf.unstack(drawn.reader!, 1).map((one) => takeColumns(flat, placesAmongAll(one, samples + 1))),
        );
        const slid = tf.matMul(bank, tf.transpose(tf.reshape(sums, [TERMS, batch, windows]), [1, 0, 2]), true);
        const lines = tf.slice(tf.reshape(slid, [batch, taps * windows]), [0, 0], [batch, taps * row]);
        // A sum over rows, as a product: it is several times as fast.
        const padded = tf.matMul(tf.ones([1, 1, taps]), tf.reshape(lines, [batch, taps, row]));
        return tf.slice(tf.reshape(padded, [batch, row]), [0, taps], [batch, samples]);
      },
    };
  });
}

/** Some columns of `[8, n]`. Rows of eight numbers move at once, so they are taken of the transpose. */
function takeColumns(x: tf.Tensor2D, places: tf.Tensor1D): tf.Tensor2D {
  return tf.transpose(tf.gather(tf.transpose(x), places)) as tf.Tensor2D;
}

/** Chebyshev's polynomials T₀ … T₇ of places, `[1, n] → [8, n]`. */
function chebyshev(places: tf.Tensor): tf.Tensor {
  const terms = [tf.onesLike(places), places];
  while (terms.length < TERMS) {
    const [before, last] = terms.slice(-2) as [tf.Tensor, tf.Tensor];
    terms.push(tf.sub(tf.mul(tf.mul(places, 2), last), before));
  }
  return tf.concat(terms, 0);
}
