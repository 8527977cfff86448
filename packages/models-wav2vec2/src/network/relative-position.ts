import type { Weights } from '@audiate/checkpoints';
import type { Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Architecture, RelativeShape } from '../config/architecture.js';

/** What attention's scores gain by the distance of two frames. */
export interface RelativePosition {
  readonly shape: RelativeShape;
  /** `[buckets, heads]`. */
  readonly table: Weight;
}

/** Reads the first block's `rel_attn_embed`, where the architecture has one. */
export async function readRelativePosition(
  weights: Weights,
  { relative, heads }: Architecture,
): Promise<RelativePosition | undefined> {
  if (!relative) return undefined;
  const name = 'encoder.layers.0.attention.rel_attn_embed.weight';
  return { shape: relative, table: await weights.take(name, [relative.buckets, heads]) };
}

/** The bias of each frame (axis 1) towards each other (axis 2), `[heads, frames, frames]`. */
export function relativeBias({ shape, table }: RelativePosition, frames: number): tf.Tensor3D {
  const heads = table.shape[1]!;
  const buckets = Array.from({ length: 2 * frames - 1 }, (_, i) => bucketOf(i - (frames - 1), shape));
  const bias = new Float32Array(heads * frames * frames);
  for (let head = 0; head < heads; head++) {
    const byDistance = Float32Array.from(buckets, (bucket) => table.data[bucket * heads + head]!);
    for (let frame = 0; frame < frames; frame++) {
      const row = byDistance.subarray(frames - 1 - frame, 2 * frames - 1 - frame);
      bias.set(row, (head * frames + frame) * frames);
    }
  }
  return tf.tensor3d(bias, [heads, frames, frames]);
}

/**
 * The bucket of a distance in frames, positive where the other frame comes later (T5's, Raffel et al. 2020, for both
 * directions): one for each short distance, then evenly on a logarithmic scale. In float32 as transformers computes it,
 * since a rounding decides on which side of an edge a distance falls.
 */
export function bucketOf(distance: number, { buckets, maxDistance }: RelativeShape): number {
  const half = Math.floor(buckets / 2);
  const exact = Math.floor(half / 2);
  const first = distance > 0 ? half : 0;
  const far = Math.abs(distance);
  if (far < exact) return first + far;
  const { fround } = Math;
  const share = fround(fround(Math.log(fround(far / exact))) / fround(Math.log(maxDistance / exact)));
  const step = Math.trunc(fround(exact + fround(share * (half - exact))));
  return first + Math.min(step, half - 1);
}
