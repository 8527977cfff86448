import { type Norm, runLayerNorm, type Weights } from '@audiate/checkpoints';
import { gelu, groupedConv1d, type Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Architecture, PositionalShape } from '../config/architecture.js';
import { type Affine, readBatchNorm, runAffine } from './batch-norm.js';
import { type Padding, withoutPadding } from './padding.js';
import { readWeightNormed } from './weight-norm.js';

/** The convolutions over frames that tell the encoder where it is. */
export interface Positional {
  readonly before: Affine | undefined;
  readonly convs: readonly { readonly kernel: Weight; readonly bias: Weight }[];
  /** After each convolution, before its GELU. */
  readonly norm: Norm | undefined;
  readonly groups: number;
  readonly padding: readonly [left: number, right: number];
}

/** torch's default for the norms here; config.json's layer_norm_eps does not reach them. */
const EPS = 1e-5;

/**
 * Frames of zeros before and after each convolution, so that as many frames leave as enter: half the taps on either side,
 * one less after where the taps are even (there transformers pads alike and drops the last frame).
 */
export function positionalPadding({ taps }: PositionalShape): readonly [left: number, right: number] {
  const left = Math.floor(taps / 2);
  return [left, taps - 1 - left];
}

/** Reads `encoder.pos_conv_embed`. */
export async function readPositional(weights: Weights, { hidden, positional }: Architecture): Promise<Positional> {
  const { norm, layers, taps, groups } = positional;
  const stem = 'encoder.pos_conv_embed';
  const shape = [hidden, hidden / groups, taps] as const;
  const readConv = async (name: string, kernel: Promise<Float32Array>) => ({
    kernel: weights.keep(await kernel, shape),
    bias: await weights.take(`${name}.bias`, [hidden]),
  });
  const plain = (name: string) => readConv(name, weights.read(`${name}.weight`, shape));
  const shared = { before: undefined, norm: undefined, groups, padding: positionalPadding(positional) };
  const conv = `${stem}.conv`;
  if (norm === 'weight') return { ...shared, convs: [await readConv(conv, readWeightNormed(weights, conv, shape))] };
  if (norm === 'batch') {
    const before = await readBatchNorm(weights, `${stem}.batch_norm`, hidden, EPS);
    return { ...shared, before, convs: [await plain(conv)] };
  }
  const convs = [];
  for (let i = 0; i < layers; i++) convs.push(await plain(`${stem}.layers.${i}.conv`));
  return { ...shared, convs, norm: plainNorm(weights, hidden) };
}

/** Without an affine map of its own. */
function plainNorm(weights: Weights, channels: number): Norm {
  return {
    gamma: weights.keep(new Float32Array(channels).fill(1), [channels]),
    beta: weights.keep(new Float32Array(channels), [channels]),
    eps: EPS,
  };
}

/** `x` plus what the convolutions say of its place, `[batch, frames, hidden]`; zeros follow each item, as when it is alone. */
export function addPositional(
  x: tf.Tensor3D,
  { before, convs, norm, groups, padding }: Positional,
  padded?: Padding,
): tf.Tensor3D {
  return tf.tidy(() => {
    let place = before ? runAffine(x, before) : x;
    for (const { kernel, bias } of convs) {
      const given = withoutPadding(place, 'projection', padded);
      const convolved = groupedConv1d(given, kernel, { groups, padding, bias });
      place = gelu(norm ? runLayerNorm(convolved, norm) : convolved);
    }
    return tf.add(x, place);
  });
}
