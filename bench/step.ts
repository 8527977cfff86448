// The whole step of `render` as users run it, with the default transforms, beside the compiled program alone, in alternating
// rounds: what decode, shaking, the way back, the optimizer and the messages to the program's thread add.
// `npm run bench:step -- --cases tiny:4:1,tiny:4:8,base:3:1 --rounds 5 --steps 16` (a case: model, blocks, batch)
import { parseArgs } from 'node:util';
import { compile } from '@audiate/compile';
import { objectives, renderSteps } from '@audiate/core';
import * as tf from '@tensorflow/tfjs';
import { chirp } from './chirp.ts';
import { describeMachine, thisMachine } from './machine.ts';
import { mainThreadMs } from './main-thread.ts';
import { randomModel } from './random-model.ts';
import { quartiles } from './statistics.ts';
import { asText, spread } from './table.ts';
import { unitScore } from './unit.ts';

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: 'tiny:4:1,tiny:4:8,base:3:1,base:3:8' },
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '16' },
    threads: { type: 'string', default: '2' },
  },
});
const [rounds, steps, threads] = [flags.rounds, flags.steps, flags.threads].map(Number) as [number, number, number];
const SAMPLES = 16_000;
await tf.setBackend('cpu');

const rows: Measured[] = [];
for (const name of flags.cases.split(',')) {
  const [model, layer, batch] = name.split(':') as [string, string, string];
  rows.push(await measure(model, Number(layer), Number(batch)));
}
console.log(`${describeMachine(thisMachine())}\n`);
console.log(
  asText(
    [
      ['model', ({ model }: Measured) => model],
      ['L', ({ layer }) => String(layer)],
      ['batch', ({ batch }) => String(batch)],
      ['program, ms', ({ program }) => spread(quartiles(program), 1)],
      ['step, ms', ({ step }) => spread(quartiles(step), 1)],
      ['step ÷ program', ({ step, program }) => (quartiles(step).median / quartiles(program).median).toFixed(2)],
      ['main thread, CPU ms', ({ main }) => spread(quartiles(main), 1)],
    ],
    rows,
  ),
);
process.exit();

interface Measured {
  readonly model: string;
  readonly layer: number;
  readonly batch: number;
  /** Medians of rounds. */
  readonly program: readonly number[];
  readonly step: readonly number[];
  readonly main: readonly number[];
}

async function measure(size: string, layer: number, batch: number): Promise<Measured> {
  const model = await randomModel(size, layer);
  const one = chirp(SAMPLES);
  const audio = new Float32Array(batch * SAMPLES);
  for (let item = 0; item < batch; item++) audio.set(one, item * SAMPLES);
  const program = await compile(({ audio: heard }) => unitScore(model, layer)(heard as tf.Tensor2D), {
    inputs: { audio: [batch, SAMPLES] },
    wrt: ['audio'],
    threads,
  });
  const target = objectives.neuron(`encoder.${layer - 1}` as never, 5);
  const found: { program: number[]; step: number[]; main: number[] } = { program: [], step: [], main: [] };
  // The first round warms up: programs are made, functions are compiled.
  for (let round = 0; round <= rounds; round++) {
    const alone: number[] = [];
    for (let i = 0; i < steps; i++) {
      const began = performance.now();
      await program.run({ audio });
      alone.push(performance.now() - began);
    }
    const whole: number[] = [];
    let [began, main] = [performance.now(), mainThreadMs()];
    // Looks come once, at the end.
    const options = {
      steps,
      seconds: SAMPLES / 16_000,
      batch,
      seed: round + 1,
      every: steps,
      engine: 'onnxruntime',
    } as const;
    for await (const { step } of renderSteps(model, target, options)) {
      if (step === 0) main = mainThreadMs();
      else if (step < steps - 1) whole.push(performance.now() - began);
      if (step === steps - 2 && round > 0) found.main.push((mainThreadMs() - main) / (steps - 2));
      began = performance.now();
    }
    if (round === 0) continue;
    found.program.push(quartiles(alone).median);
    found.step.push(quartiles(whole).median);
  }
  program.dispose();
  return { model: size, layer, batch, ...found };
}
