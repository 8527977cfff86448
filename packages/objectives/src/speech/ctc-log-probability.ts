import { withGradient } from '@audiate/ops';
import type { Activation } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type Lattice, latticeOf } from './ctc-lattice.js';
import type { Spelling } from './spell.js';

/**
 * log p(text | logits) by CTC, `[batch, frames, tokens] → [batch]`, in log space, with the gradient in closed form:
 * by a logit it is the posterior of its token in its frame minus its softmax (Graves et al. 2006, equation 16).
 *
 * Forward and backward variables are one recursion over time: reading time and labels from the end, the backward
 * variables obey the forward's equation. So both advance as one batch, ten operations a frame.
 */
export function ctcLogProbability(logits: Activation, spelling: Spelling): tf.Tensor1D {
  const [, frames, tokens] = logits.shape;
  const lattice = latticeOf(spelling, tokens);
  return withGradient(logits, (input) => {
    const logProbabilities = tf.logSoftmax(input);
    const emissions = tf.gather(logProbabilities, tf.tensor1d(lattice.labels, 'int32'), 2) as tf.Tensor3D;
    const variables = advance(emissions, lattice);
    const both = tf.add(variables.forward, variables.backward);
    const states = tf.softmax(tf.sub(both, emissions)) as tf.Tensor3D;
    return {
      value: totalOf(variables.forward, frames, lattice.states),
      saved: [logProbabilities, states],
      gradient: (dy, [kept, posterior]) => {
        const byToken = tf.matMul(flat(posterior!), tf.tensor2d(lattice.tokens, [lattice.states, tokens]));
        const pull = tf.sub(tf.reshape(byToken, logits.shape), tf.exp(kept!));
        return tf.mul(pull, tf.reshape(dy, [-1, 1, 1]));
      },
    };
  });
}

interface Variables {
  /** Log probability of all ways into a state, its own emission included, `[batch, frames, states]`. */
  readonly forward: tf.Tensor;
  /** Of all ways from a state to the end, its own emission included. */
  readonly backward: tf.Tensor;
}

function advance(emissions: tf.Tensor3D, { states, from, penalties, start }: Lattice): Variables {
  const [batch, frames] = emissions.shape;
  const pair = tf.stack([emissions, tf.reverse(emissions, [1, 2])]);
  const sources = tf.tensor1d(from, 'int32');
  const allowed = tf.tensor(penalties, [2, 1, 3, states]);
  const emission = (frame: number) =>
    tf.reshape(tf.slice(pair, [0, 0, frame, 0], [2, batch, 1, states]), [2, batch, states]);
  const steps = [tf.add(emission(0), tf.tensor(start, [1, 1, states]))];
  for (let frame = 1; frame < frames; frame++) {
    const ways = tf.reshape(tf.gather(steps[frame - 1]!, sources, 2), [2, batch, 3, states]);
    steps.push(tf.add(logSumExp(tf.add(ways, allowed)), emission(frame)));
  }
  const [forward, mirrored] = tf.unstack(tf.stack(steps, 2)) as [tf.Tensor, tf.Tensor];
  return { forward, backward: tf.reverse(mirrored, [1, 2]) };
}

/** Over the three ways into a state. Impossible ways are far below, not −∞: that would make NaN of a difference. */
function logSumExp(ways: tf.Tensor): tf.Tensor {
  const most = tf.max(ways, 2, true);
  return tf.add(tf.squeeze(most, [2]), tf.log(tf.sum(tf.exp(tf.sub(ways, most)), 2)));
}

/** A text ends in its last token or in the blank behind it: the last two states. */
function totalOf(forward: tf.Tensor, frames: number, states: number): tf.Tensor1D {
  const [batch] = forward.shape as [number];
  const ends = tf.reshape(tf.slice(forward, [0, frames - 1, states - 2], [batch, 1, 2]), [batch, 2]);
  return tf.logSumExp(ends, 1);
}

const flat = (x: tf.Tensor): tf.Tensor2D => tf.reshape(x, [-1, x.shape[2]!]);
