import { activations } from '@audiate/core';
import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import type { Kit } from './piece.ts';

/** One layer's answer to one sound, `[1, frames, channels]`. */
export interface Heard {
  readonly data: Float32Array;
  readonly shape: readonly [batch: number, frames: number, channels: number];
}

/** What one layer answers to one sound. */
export async function hear(sound: Float32Array, layer: Wav2Vec2Layer, { model, engine }: Kit): Promise<Heard> {
  return (await activations(model, sound, [layer], { engine }))[layer]!;
}
