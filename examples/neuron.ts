// One neuron of the second transformer block, its neighbours held quiet: a short syllable in the middle of the second.
// Writes out/neuron: a WAV file, a picture, a page and the recipe.
import { objectives, render, save } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const model = await tiny();
const result = await render(model, objectives.neuron('encoder.1', 17, { neighbors: 0.1 }), { steps: 64, seed: 1 });
await save(result, 'out/neuron');
console.log(`best score ${result.best[0]!.score.toFixed(3)} on ${result.engine.name}: open out/neuron/index.html`);
