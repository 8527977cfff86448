// A feature of a sparse autoencoder that was trained on the third block of tiny: one that answers to S, so a hiss.
// Writes out/feature: a WAV file, a picture, a page and the recipe.
import { objectives, render, save } from '@audiate/core';
import { withDictionary } from '@audiate/sae';
import { tiny } from '@audiate/wav2vec2-tiny';
import { tinyDictionary } from '@audiate/wav2vec2-tiny/dictionary';

const model = withDictionary(await tiny(), 'encoder.2', await tinyDictionary());
const result = await render(model, objectives.channel('encoder.2.features', 404), { steps: 64, seed: 1 });
await save(result, 'out/feature');
console.log(`best score ${result.best[0]!.score.toFixed(3)} on ${result.engine.name}: open out/feature/index.html`);
