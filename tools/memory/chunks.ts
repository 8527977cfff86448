// What `chunk` saves: the most that tensors hold during a render, weights included.
// `npx tsx --conditions=@audiate/source tools/memory/chunks.ts`
import { objectives, type RenderOptions, render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import * as tf from '@tensorflow/tfjs';

const BATCH = 16;
const model = await tiny();
const target = objectives.sum(objectives.channel('encoder.3', 17), objectives.diversity('encoder.3'));
const options: RenderOptions = { batch: BATCH, steps: 2, every: 2, seconds: 1, engine: 'wasm' };
await render(model, target, { ...options, batch: 2, steps: 1 });

console.log(`wav2vec2-tiny to encoder.3 with diversity, ${BATCH} sounds of 1 s, wasm`);
console.log('chunk   peak of tensors');
for (const chunk of [undefined, 8, 4, 1]) {
  const { peakBytes } = await tf.profile(async () => {
    await render(model, target, { ...options, ...(chunk ? { chunk } : {}) });
    return tf.scalar(0);
  });
  console.log(`${String(chunk ?? 'none').padEnd(6)} ${(peakBytes / 2 ** 20).toFixed(0).padStart(12)} MB`);
}
model.dispose();
