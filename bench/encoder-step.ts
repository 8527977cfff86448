import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '@audiate/compile';
import type { ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { startPeer } from './peer.ts';
import { relativeError } from './statistics.ts';
import { inTurns, timed } from './turns.ts';

const SAMPLES = 16_000;
const CHANNEL = 17;
const LAYER = 3;
const ROUNDS = 5;

/** An encoder behind a spectrogram, in PyTorch and here. */
export interface EncoderBench {
  /** What the table is headed by. */
  readonly title: string;
  /** PyTorch's side, beside this file: writes a checkpoint into a folder and answers steps for windows of so many samples. */
  readonly script: string;
  /** The windows in which a sound of one second is heard, in seconds. */
  readonly windows: readonly ('sound' | number)[];
  load(
    folder: string,
    options: { readonly windowSeconds: 'sound' | number; readonly upTo: 'encoder.3' },
  ): Promise<ModelAdapter>;
}

/** Prints the times of a step (value and gradient of a unit of `encoder.3.ffn`) in each window, PyTorch's beside ours. */
export async function printEncoderSteps({ title, script, windows, load }: EncoderBench): Promise<void> {
  // threads that wait must not spin: others want the cores, too
  process.env.OMP_WAIT_POLICY ??= 'PASSIVE';
  const threads = Number(process.argv[2] ?? cpus().length);
  const audio = Float32Array.from({ length: SAMPLES }, (_, i) => 0.1 * Math.sin(0.05 * i) + 0.05 * Math.sin(i ** 1.5));
  const folder = await mkdtemp(join(tmpdir(), 'audiate-encoder-'));
  try {
    await writeFile(join(folder, 'audio.bin'), audio);
    const path = join(import.meta.dirname, script);
    const torch = await startPeer('python3', [path, folder, String(CHANNEL), String(LAYER), String(threads)]);
    await tf.setBackend('cpu');
    const head = `${title}, encoder.${LAYER}.ffn, ${threads} threads, torch ${torch.ready.torch}; median of ${ROUNDS}; load average ${loadavg()[0]!.toFixed(1)}`;
    console.log(`${head}\n\n| window | audiate | PyTorch | gradients differ by |\n| --- | ---: | ---: | ---: |`);
    for (const windowSeconds of windows) {
      const model = await load(folder, { windowSeconds, upTo: `encoder.${LAYER}` as const });
      const layer = `encoder.${LAYER}.ffn`;
      const score = (x: tf.Tensor2D) => {
        const ffn = model.forward(x, [layer])[layer]!;
        return tf.mean(tf.slice(ffn, [0, 0, CHANNEL], [1, -1, 1])) as tf.Scalar;
      };
      const program = await compile((inputs) => score(inputs.audio as tf.Tensor2D), {
        inputs: { audio: [1, SAMPLES] },
        wrt: ['audio'],
        threads,
      });
      const samples = windowSeconds === 'sound' ? SAMPLES : Math.round(16_000 * windowSeconds);
      const gradients: { ours?: Float32Array; theirs?: Float32Array } = {};
      const { ours, theirs } = await inTurns(
        {
          ours: () =>
            timed(async () => {
              gradients.ours = (await program.run({ audio })).gradients.audio!.slice();
            }),
          theirs: async () => {
            const answer = await torch.ask({ samples });
            gradients.theirs = Float32Array.from(answer.gradient as number[]);
            return answer.seconds as number;
          },
        },
        ROUNDS,
      );
      program.dispose();
      model.dispose();
      const window = windowSeconds === 'sound' ? 'the sound alone, 1 s' : `${windowSeconds} s`;
      const difference = relativeError(gradients.ours!, gradients.theirs!);
      console.log(`| ${window} | ${ours} | ${theirs} | ${difference.toExponential(1)} |`);
    }
    await torch.close();
  } finally {
    await rm(folder, { recursive: true });
  }
}
