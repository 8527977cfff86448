import { transcribe } from '@audiate/models-wav2vec2';
import { hear } from './hear.ts';
import type { Kit } from './piece.ts';

/** What the model reads in a sound: the likeliest token of each frame, runs merged, blanks left out. */
export async function readPhones(sound: Float32Array, kit: Kit): Promise<string> {
  return transcribe(await hear(sound, 'logits', kit), kit.model)[0]!;
}
