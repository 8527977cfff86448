import { type Norm, readNorm, runLayerNorm, type Weights } from '@audiate/checkpoints';
import { conv1d, instanceNorm, type Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from '../config/architecture.js';
import { paddedGroupNorm } from './padded-group-norm.js';

/** One convolution of the tower: convolution, then norm (where it has one), then GELU. */
export interface Conv {
  readonly kernel: Weight;
  readonly bias: Weight | undefined;
  readonly stride: number;
  readonly norm: { readonly kind: 'group' | 'layer'; readonly affine: Norm } | undefined;
}

/** torch's default; config.json's layer_norm_eps does not reach the tower. */
const EPS = 1e-5;

/** Reads `feature_extractor.conv_layers`. */
export async function readConvTower(weights: Weights, config: Architecture): Promise<Conv[]> {
  const tower: Conv[] = [];
  let inputs = 1;
  for (const [i, { channels, taps, stride }] of config.convs.entries()) {
    const name = `feature_extractor.conv_layers.${i}`;
    const hasNorm = config.convNorm === 'layer' || i === 0;
    tower.push({
      kernel: await weights.take(`${name}.conv.weight`, [channels, inputs, taps]),
      bias: config.convBias ? await weights.take(`${name}.conv.bias`, [channels]) : undefined,
      stride,
      norm: hasNorm
        ? { kind: config.convNorm, affine: await readNorm(weights, `${name}.layer_norm`, channels, EPS) }
        : undefined,
    });
    inputs = channels;
  }
  return tower;
}

/**
 * Convolution and norm, up to the GELU: `[batch, frames, in] → [batch, fewer frames, out]`; the first one hears samples as
 * frames of one channel.
 * @param valid which of its frames each item has, `[batch, frames]`, where items are padded; asked for by a norm over frames.
 */
export function runConv(
  x: tf.Tensor3D,
  { kernel, bias, stride, norm }: Conv,
  valid?: (frames: number) => tf.Tensor3D,
): tf.Tensor3D {
  return tf.tidy(() => {
    if (valid && norm?.kind === 'group') {
      const frames = Math.floor((x.shape[1] - kernel.shape[2]!) / stride) + 1;
      return paddedGroupNorm(x, { kernel, stride, norm: norm.affine }, valid(frames));
    }
    const convolved = conv1d(x, kernel, { stride, bias });
    return norm ? normalise(convolved, norm) : convolved;
  });
}

function normalise(x: tf.Tensor3D, { kind, affine }: NonNullable<Conv['norm']>): tf.Tensor3D {
  return kind === 'layer' ? runLayerNorm(x, affine) : instanceNorm(x, affine.gamma, affine.beta, affine.eps);
}
