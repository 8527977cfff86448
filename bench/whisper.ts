// A step (value and gradient of a unit) on an encoder of whisper-base's size with random weights, a sound of one second, heard
// alone and in Whisper's own 30 seconds: the compiled engine, and PyTorch with the same weights and blocks up to the unit.
// `npm run bench:whisper -- [threads]`
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '@audiate/compile';
import { loadWhisper } from '@audiate/models-whisper';
import * as tf from '@tensorflow/tfjs';
import { startPeer } from './peer.ts';

const threads = Number(process.argv[2] ?? cpus().length);
const SAMPLES = 16_000;
const [CHANNEL, LAYER] = [17, 3];
const ROUNDS = 5;

const audio = Float32Array.from({ length: SAMPLES }, (_, i) => 0.1 * Math.sin(0.05 * i) + 0.05 * Math.sin(i ** 1.5));
const folder = await mkdtemp(join(tmpdir(), 'audiate-whisper-'));
const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1]!;
const ms = (times: readonly number[]) => `${(1000 * median(times)).toFixed(0)} ms`;

try {
  await writeFile(join(folder, 'audio.bin'), audio);
  const script = join(import.meta.dirname, 'torch_whisper.py');
  const torch = await startPeer('python3', [script, folder, String(CHANNEL), String(LAYER), String(threads)]);
  await tf.setBackend('cpu');
  console.log(
    `whisper-base's size, encoder.${LAYER}.ffn, ${threads} threads, torch ${torch.ready.torch}; median of ${ROUNDS}\n`,
  );
  console.log('| window | audiate | PyTorch | gradients differ by |\n| --- | ---: | ---: | ---: |');
  for (const windowSeconds of ['sound', 30] as const) {
    const model = await loadWhisper(folder, { windowSeconds, upTo: `encoder.${LAYER}` });
    const score = (x: tf.Tensor2D) => {
      const { [`encoder.${LAYER}.ffn` as const]: ffn } = model.forward(x, [`encoder.${LAYER}.ffn`]);
      return tf.mean(tf.slice(ffn!, [0, 0, CHANNEL], [1, -1, 1])) as tf.Scalar;
    };
    const program = await compile((inputs) => score(inputs.audio as tf.Tensor2D), {
      inputs: { audio: [1, SAMPLES] },
      wrt: ['audio'],
      threads,
    });
    const samples = windowSeconds === 'sound' ? SAMPLES : 16_000 * windowSeconds;
    const ours: number[] = [];
    const theirs: number[] = [];
    let difference = 0;
    // in turns, so that what else runs on the machine meets both
    for (let round = 0; round <= ROUNDS; round++) {
      const began = performance.now();
      const { gradients } = await program.run({ audio });
      const seconds = (performance.now() - began) / 1000;
      const answer = await torch.ask({ samples });
      const gradient = answer.gradient as number[];
      const largest = Math.max(...gradient.map(Math.abs));
      difference = Math.max(...gradient.map((g, i) => Math.abs(g - gradients.audio![i]!))) / largest;
      if (round === 0) continue;
      ours.push(seconds);
      theirs.push(answer.seconds as number);
    }
    program.dispose();
    model.dispose();
    const window = windowSeconds === 'sound' ? 'the sound alone, 1 s' : `${windowSeconds} s`;
    console.log(`| ${window} | ${ms(ours)} | ${ms(theirs)} | ${difference.toExponential(1)} |`);
  }
  await torch.close();
} finally {
  await rm(folder, { recursive: true });
}
