import { ctcDecode } from './ctc-decode.ts';
import { hear } from './hear.ts';
import type { Kit } from './recipe.ts';

/** What the model reads in a sound: the likeliest token of each frame, runs merged, blanks left out. */
export async function readPhones(sound: Float32Array, kit: Kit): Promise<string> {
  const { data } = await hear(sound, 'logits', kit);
  return ctcDecode(data, kit.model.vocabulary!)
    .map(({ token }) => token)
    .join(' ');
}
