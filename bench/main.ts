import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compile } from '@audiate/compile';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import * as tf from '@tensorflow/tfjs';
import { startPeer } from './peer.ts';
import { quartiles, relativeError } from './statistics.ts';

// Forward and gradient of one unit at the middle frame, at wav2vec2-base's size with random weights, beside PyTorch in
// alternating steps. Needs: pip install torch==2.13.0+cpu transformers.
const { values: flags } = parseArgs({
  options: {
    layers: { type: 'string', default: '3,12' },
    batches: { type: 'string', default: '1' },
    pairs: { type: 'string', default: '30' },
    samples: { type: 'string', default: '16000' },
    threads: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    json: { type: 'string', default: 'out/bench.json' },
  },
});
const list = (text: string) => text.split(',').map(Number);
const [pairs, samples, threads] = [Number(flags.pairs), Number(flags.samples), Number(flags.threads)];
const FORMULATIONS = ['original', 'eager'] as const;
const AGREEMENT = 1e-3;

await tf.setBackend('cpu');
const rows = [];
for (const blocks of list(flags.layers))
  for (const batch of list(flags.batches)) rows.push(await measure(blocks, batch));
const report = { machine: cpus()[0]?.model, threads, node: process.version, samples, pairs, rows };
await mkdir(join(flags.json, '..'), { recursive: true });
await writeFile(flags.json, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\nwritten to ${flags.json}`);

async function measure(blocks: number, batch: number) {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-bench-'));
  const peer = await startPeer([folder, ...[blocks, batch, samples, threads].map(String)]);
  try {
    const model = await loadWav2Vec2(folder);
    const layer = `encoder.${blocks - 1}` as const;
    const began = performance.now();
    const program = await compile(
      ({ audio }) => {
        const hidden = model.forward(audio as tf.Tensor2D, [layer])[layer]!;
        return tf.sum(tf.slice(hidden, [0, Math.floor(hidden.shape[1] / 2), 5], [batch, 1, 1]));
      },
      { inputs: { audio: [batch, samples] }, wrt: ['audio'], threads },
    );
    const audio = Float32Array.from(
      { length: batch * samples },
      (_, i) => Math.sin(i * 0.05) + 0.3 * Math.sin(i * i * 0.001),
    );
    const { gradients } = await program.run({ audio });
    const firstStepMs = performance.now() - began;
    await peer.ask({ do: 'gradient' });
    const bytes = await readFile(join(folder, 'gradient.bin'));
    const theirs = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const difference = relativeError(gradients.audio!, theirs);
    if (!(difference < AGREEMENT)) throw new Error(`the gradients differ by ${difference}`);
    const times: Record<string, number[]> = { ours: [], original: [], eager: [] };
    for (let pair = -2; pair < pairs; pair++) {
      for (const name of ['ours', ...FORMULATIONS]) {
        const start = performance.now();
        const seconds = name === 'ours' ? undefined : Number((await peer.ask({ do: name })).seconds);
        if (name === 'ours') await program.run({ audio });
        if (pair >= 0) times[name]!.push(seconds === undefined ? performance.now() - start : 1000 * seconds);
      }
    }
    const ratio = (other: string) => quartiles(times.ours!.map((ms, i) => ms / times[other]![i]!));
    const row = {
      layer: blocks,
      batch,
      difference,
      firstStepMs,
      gemmGflops: Number((await peer.ask({ do: 'gemm' })).gflops),
      oursMs: quartiles(times.ours!),
      originalMs: quartiles(times.original!),
      frozenMs: quartiles(times.eager!),
      ratioToFrozen: ratio('eager'),
      ratioToOriginal: ratio('original'),
    };
    const show = ({ low, median, high }: ReturnType<typeof quartiles>, digits = 0) =>
      `${median.toFixed(digits)} (${low.toFixed(digits)}…${high.toFixed(digits)})`;
    console.log(
      `L=${blocks} batch ${batch}: ours ${show(row.oursMs)} ms, PyTorch frozen ${show(row.frozenMs)} ms, as the original ` +
        `${show(row.originalMs)} ms; ratio ${show(row.ratioToFrozen, 2)} and ${show(row.ratioToOriginal, 2)}; gradients ` +
        `differ by ${difference.toExponential(1)}; first step ${firstStepMs.toFixed(0)} ms; GEMM ${row.gemmGflops.toFixed(0)} GFLOP/s`,
    );
    program.dispose();
    model.dispose();
    return row;
  } finally {
    peer.close();
    await rm(folder, { recursive: true, force: true });
  }
}
