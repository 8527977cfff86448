import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Compiled, type CompiledResult, compile, reportRuntime } from '@audiate/compile';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { unitScore } from './unit.ts';

// The compiled engine's side: answers one request for each line of input. Arguments: folder, layer, batch, samples, threads,
// precision.
const [folder, ...rest] = process.argv.slice(2) as [string, ...string[]];
const [layer, batch, samples, threads] = rest.slice(0, 4).map(Number) as [number, number, number, number];
const precision = rest[4] as 'f32' | 'i8';
const bytes = await readFile(join(folder, 'audio.bin'));
const audio = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
await tf.setBackend('cpu');
const model = await loadWav2Vec2(folder);

const compileUnit = (unit: number, frame?: number) =>
  compile(({ audio }) => unitScore(model, layer, { unit, frame })(audio as tf.Tensor2D), {
    inputs: { audio: [batch, samples] },
    wrt: ['audio'],
    threads,
    precision,
  });
let program: Compiled;
const step = (): Promise<CompiledResult> => program.run({ audio });
const timed = async (body: () => Promise<unknown>) => {
  const began = performance.now();
  await body();
  return (performance.now() - began) / 1000;
};

const answers: Record<string, (request: { seconds: number; size: [number, number, number] }) => Promise<object>> = {
  /** Compiles and runs the first step; value and gradient are left in a file. */
  async prepare() {
    let first: CompiledResult;
    const seconds = await timed(async () => {
      program = await compileUnit(5);
      first = await step();
    });
    const { gradients, values } = first!;
    const gradient = gradients.audio!;
    const numbers = new Float32Array(gradient.length + 1);
    numbers.set(gradient);
    numbers[gradient.length] = Number(values.value![0]);
    await writeFile(join(folder, 'ours.bin'), numbers);
    return { seconds, peakBytes: process.resourceUsage().maxRSS * 1024 };
  },
  /** Compiles, and leaves nothing in a file. */
  async warm() {
    program = await compileUnit(5);
    await step();
    return {};
  },
  step: async () => ({ seconds: await timed(step) }),
  /** Another channel at another frame, from compile to its first answer. */
  async secondUnit() {
    let second: Compiled;
    const seconds = await timed(async () => {
      second = await compileUnit(6, 3);
      await second.run({ audio });
    });
    const { found } = second!;
    second!.dispose();
    return { seconds, found, peakBytes: process.resourceUsage().maxRSS * 1024 };
  },
  /** As many steps as fit. */
  async throughput({ seconds }) {
    let steps = 0;
    const began = performance.now();
    for (; performance.now() - began < 1000 * seconds; steps++) await step();
    return { stepsPerSecond: (1000 * steps) / (performance.now() - began) };
  },
  /** The best rate of 12 products, in GFLOP/s. */
  async gemm({ size: [rows, inner, columns] }) {
    const matrix = weight(new Float32Array(inner * columns).fill(0.5), [inner, columns]);
    const product = await compile(({ a }) => ({ b: tf.matMul(a!, matrix.tensor()) }), {
      inputs: { a: [rows, inner] },
      threads,
    });
    const a = new Float32Array(rows * inner).fill(0.5);
    const times: number[] = [];
    for (let i = 0; i < 12; i++) times.push(await timed(() => product.run({ a })));
    product.dispose();
    return { gflops: (2 * rows * inner * columns) / Math.min(...times) / 1e9 };
  },
};

const versions = {
  node: process.versions.node,
  tfjs: tf.version_core,
  onnxruntime: (await reportRuntime()).runtime.replace(/^onnxruntime-node /, ''),
};
console.log(JSON.stringify({ versions }));
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(await answers[request.do]!(request)));
}
process.exit();
