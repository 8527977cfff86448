import { type Objective, param, render, transforms } from '@audiate/core';
import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import type { Kit } from './recipe.ts';

/** A few short steps away from the clip; frames are compared with the clip's own, so that nothing is shifted. */
export async function fromClip(objective: Objective<Wav2Vec2Layer>, kit: Kit): Promise<Float32Array> {
  const { model, engine, clip } = kit;
  const { audio } = await render(model, objective, {
    samples: clip.length,
    steps: 32,
    seed: 1,
    engine,
    transforms: transforms.none(),
    param: param.rms(param.spectrum({ from: clip })),
  });
  return audio[0]!;
}
