import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import { hear } from './hear.ts';
import type { Kit } from './piece.ts';

/** One unit over the frames of one sound. */
export async function unitOver(
  sound: Float32Array,
  layer: Wav2Vec2Layer,
  channel: number,
  kit: Kit,
): Promise<number[]> {
  const { data, shape } = await hear(sound, layer, kit);
  const [, frames, channels] = shape;
  return Array.from({ length: frames }, (_, frame) => data[frame * channels + channel]!);
}

/** The same in the centre frame, where `neuron` listens unless told otherwise. */
export async function unitAtCentre(...of: Parameters<typeof unitOver>): Promise<number> {
  const values = await unitOver(...of);
  return values[Math.floor(values.length / 2)]!;
}

export const meanOf = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
