import { type Objective, param, render } from '@audiate/core';
import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import type { Kit } from './recipe.ts';

/** A few short steps away from the clip under the standard transforms. */
export async function fromClip(objective: Objective<Wav2Vec2Layer>, kit: Kit): Promise<Float32Array> {
  const { model, engine, clip } = kit;
  const { audio } = await render(model, objective, {
    samples: clip.length,
    steps: 32,
    seed: 1,
    engine,
    param: param.rms(param.spectrum({ from: clip })),
  });
  return audio[0]!;
}
