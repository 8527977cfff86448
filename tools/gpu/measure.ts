import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Compiled, compile } from '@audiate/compile';
import * as tf from '@tensorflow/tfjs';
import { randomModel } from '../../bench/random-model.ts';
import { quartiles, relativeError } from '../../bench/statistics.ts';
import { unitScore } from '../../bench/unit.ts';
import { watchMemory } from './peak-memory.ts';
import { noise } from './signal.ts';

// A step of gradient ascent on a device: one unit's score and the gradient of the sounds, at random weights. Appends a line of
// JSON for each batch as soon as it is measured, so that a run that is cut off keeps what it has.
const { values } = parseArgs({
  options: {
    device: { type: 'string', default: 'webgpu' },
    model: { type: 'string', default: 'base' },
    layer: { type: 'string', default: '3' },
    batches: { type: 'string', default: '1,32,8,64' },
    samples: { type: 'string', default: '16000' },
    seconds: { type: 'string', default: '6' },
    out: { type: 'string' },
  },
});
const { device, model: size } = values;
const [layer, samples, seconds] = [values.layer, values.samples, values.seconds].map(Number) as [
  number,
  number,
  number,
];
const executionProviders = device === 'cpu' ? undefined : [device, 'cpu'];
const LEAST = 3;

const tell = (row: object) => {
  const line = JSON.stringify({ side: `onnxruntime ${device}`, model: size, layer, samples, ...row });
  console.log(line);
  if (values.out) appendFileSync(values.out, `${line}\n`);
};

await tf.setBackend('cpu');
const model = await randomModel(size, layer);

const load = (batch: number, providers: readonly string[] | undefined): Promise<Compiled> =>
  compile(({ audio }) => unitScore(model, layer)(audio as tf.Tensor2D), {
    inputs: { audio: [batch, samples] },
    wrt: ['audio'],
    executionProviders: providers,
  });

const since = (began: number) => performance.now() - began;

/** Times of single steps, in ms: at least three, then until the time is spent. */
async function timesOf(step: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const began = performance.now();
  while (times.length < LEAST || (since(began) < 1000 * seconds && times.length < 500)) {
    const start = performance.now();
    await step();
    times.push(since(start));
  }
  return times;
}

async function measure(batch: number): Promise<void> {
  const audio = noise(batch * samples);
  const memory = watchMemory();
  const began = performance.now();
  let program: Compiled | undefined;
  try {
    program = await load(batch, executionProviders);
    const loadedMs = since(began);
    const first = await program.run({ audio });
    const firstStepMs = since(began);
    const run = program.run;
    const times = await timesOf(() => run({ audio }));
    const { median, low, high } = quartiles(times);
    const figures = { stepMs: median, low, high, steps: times.length, soundsPerSecond: (1000 * batch) / median };
    tell({
      batch,
      ...figures,
      loadedMs,
      firstStepMs,
      peakMB: memory.peak(),
      rssMB: process.memoryUsage().rss / 2 ** 20,
    });
    if (batch === 1 && device !== 'cpu') await compareToProcessor(audio, first.gradients.audio!);
  } catch (error) {
    tell({ batch, failed: String(error).slice(0, 300), peakMB: memory.peak() });
  } finally {
    program?.dispose();
    memory.stop();
  }
}

/** How far the gradient is from that of the compiled engine on the processor. */
async function compareToProcessor(audio: Float32Array, gradient: Float32Array): Promise<void> {
  const program = await load(1, undefined);
  const { gradients } = await program.run({ audio });
  const [stepMs] = await timesOf(() => program.run({ audio })).then((times) => times.sort((a, b) => a - b));
  program.dispose();
  tell({ batch: 1, gradientDiffersBy: relativeError(gradient, gradients.audio!), processorStepMs: stepMs });
}

for (const batch of values.batches.split(',').map(Number)) await measure(batch);
model.dispose();
