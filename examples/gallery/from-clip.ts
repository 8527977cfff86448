import { type Objective, param, render, transforms } from '@audiate/core';
import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import type { Kit } from './piece.ts';

/** A few short steps away from the clip, 32 unless told otherwise; frames are compared with given ones, so nothing is shifted. */
export async function fromClip(
  objective: Objective<Wav2Vec2Layer>,
  { model, engine, clip }: Kit,
  { steps = 32 }: { readonly steps?: number } = {},
): Promise<Float32Array> {
  const { audio } = await render(model, objective, {
    samples: clip.length,
    steps,
    seed: 1,
    engine,
    transforms: transforms.none(),
    param: param.rms(param.spectrum({ from: clip })),
  });
  return audio[0]!;
}
