// Four sounds that excite one neuron and differ as much as they can: what they share is what it listens for.
import { objectives, render, save } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const model = await tiny();
const { neuron, diversity, sum } = objectives;
const result = await render(model, sum(neuron('encoder.2', 5), diversity('conv.6')), { batch: 4, steps: 64 });
await save(result, 'out/diversity');
for (const [item, { score }] of result.best.entries()) console.log(`sample ${item}: ${score.toFixed(3)}`);
