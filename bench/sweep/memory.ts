// Resident memory of a process that has one program of all threads, and of one that has a program of one thread in each of several
// lanes: `npx tsx --conditions=@audiate/source bench/sweep/memory.ts base 3 2` (model, blocks, lanes). Batch 1, 1 s.
import { availableParallelism } from 'node:os';
import { compile } from '@audiate/compile';
import * as tf from '@tensorflow/tfjs';
import { chirp } from '../chirp.ts';
import { randomModel } from '../random-model.ts';
import { unitScore } from '../unit.ts';

const [size = 'base', layer = '3', lanes = '2'] = process.argv.slice(2);
const SAMPLES = 16_000;
await tf.setBackend('cpu');
const model = await randomModel(size, Number(layer));
const score = unitScore(model, Number(layer));
const megabytes = () => {
  (globalThis as { gc?: () => void }).gc?.();
  return (process.memoryUsage.rss() / 1e6).toFixed(0);
};
console.log(`${size} to layer ${layer}, the model alone: ${megabytes()} MB`);
const threads = Math.max(1, Math.floor(availableParallelism() / Number(lanes)));
for (let lane = 0; lane < Number(lanes); lane++) {
  const program = await compile(({ audio }) => score(audio as tf.Tensor2D), {
    inputs: { audio: [1, SAMPLES] },
    wrt: ['audio'],
    threads,
    lane,
  });
  await program.run({ audio: chirp(SAMPLES) });
  console.log(`with ${lane + 1} of ${lanes} lanes of ${threads} threads: ${megabytes()} MB`);
}
process.exit();
