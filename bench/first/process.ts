// One process of `npm run bench:first`: from the loaded model to the first gradient. Arguments: model, blocks.
import { readFileSync } from 'node:fs';
import { compile } from '@audiate/compile';
import * as tf from '@tensorflow/tfjs';
import { chirp } from '../chirp.ts';
import { randomModel } from '../random-model.ts';
import { unitScore } from '../unit.ts';

const SAMPLES = 16_000;
const STEPS = 12;
const [size, layers] = process.argv.slice(2) as [string, string];
await tf.setBackend('cpu');
const model = await randomModel(size, Number(layers));
const audio = chirp(SAMPLES);

const began = performance.now();
const program = await compile(({ audio: heard }) => unitScore(model, Number(layers))(heard as tf.Tensor2D), {
  inputs: { audio: [1, SAMPLES] },
  wrt: ['audio'],
  threads: 2,
  gradients: 'on demand',
});
await program.run({ audio });
const first = performance.now() - began;

const times: { step: number[]; look: number[] } = { step: [], look: [] };
for (let i = 0; i < STEPS; i++) {
  for (const [name, gradients] of [
    ['step', true],
    ['look', false],
  ] as const) {
    const start = performance.now();
    await program.run({ audio }, { gradients });
    times[name].push(performance.now() - start);
  }
}
const privateKilobytes = Number(/RssAnon:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
console.log(JSON.stringify({ first, ...times, privateBytes: privateKilobytes * 1024 }));
process.exit();
