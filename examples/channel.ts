// One channel at every moment, in the short form that Lucid users know: a steady texture.
import { render, save } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const model = await tiny();
const result = await render(model, 'conv.5:3', { steps: 64 });
await save(result, 'out/channel');
console.log(`best score ${result.best[0]!.score.toFixed(3)}: open out/channel/index.html`);
