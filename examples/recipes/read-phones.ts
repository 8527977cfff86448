import { activations } from '@audiate/core';
import type { Kit } from './recipe.ts';

/** What the model reads in a sound: the likeliest token of each frame, runs merged, blanks left out. */
export async function readPhones(sound: Float32Array, { model, engine }: Kit): Promise<string> {
  const { logits } = await activations(model, sound, ['logits'], { engine });
  const [, frames, width] = logits.shape;
  const likeliest = Array.from({ length: frames }, (_, frame) => {
    const row = logits.data.subarray(frame * width, (frame + 1) * width);
    return model.vocabulary![row.indexOf(Math.max(...row))]!;
  });
  return likeliest.filter((token, i) => token !== '<pad>' && token !== likeliest[i - 1]).join(' ');
}
