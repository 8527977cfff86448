// What products in bytes are worth: a step in `i8` beside one in `f32` in alternating pairs, and how far their gradients
// point apart. `npm run bench:precision -- --cases tiny:4:1,base:3:1 --pairs 10` (a case: model, blocks, batch)
import { parseArgs } from 'node:util';
import { type Compilable, type Compiled, choosePrecision, compile, releaseIdlePrograms } from '@audiate/compile';
import { tryBytes } from '@audiate/compile/internal/precision/trial';
import * as tf from '@tensorflow/tfjs';
import { chirp } from '../chirp.ts';
import { describeMachine, thisMachine } from '../machine.ts';
import { timePairs } from '../pairs.ts';
import { randomModel } from '../random-model.ts';
import { cosine, type Quartiles, quartiles } from '../statistics.ts';
import { asText, spread } from '../table.ts';
import { unitScore } from '../unit.ts';
import { compileOnWeb, type OnWeb } from './on-web.ts';

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: 'tiny:2:1,tiny:4:1,tiny:4:8,base:3:1,base:12:1' },
    pairs: { type: 'string', default: '15' },
    samples: { type: 'string', default: '16000' },
    threads: { type: 'string', default: '2' },
    /** On onnxruntime-web's WebAssembly, one thread. */
    web: { type: 'boolean', default: false },
  },
});
const [pairs, samples, threads] = [flags.pairs, flags.samples, flags.threads].map(Number) as [number, number, number];

interface Row {
  readonly name: string;
  readonly cosine: number;
  readonly f32: Quartiles;
  readonly i8: Quartiles;
  /** Time of `i8` ÷ time of `f32`, within each round. */
  readonly ratio: Quartiles;
  /** The same of the processor's time, which other work on the machine changes little. */
  readonly cpu: number;
}

await tf.setBackend('cpu');
const rows: Row[] = [];
for (const name of flags.cases.split(',')) rows.push(await measure(name));
const where = flags.web ? 'onnxruntime-web, 1 thread' : `onnxruntime-node, threads ${threads}`;
console.log(`${describeMachine(thisMachine())}; ${where}\n`);
console.log(
  asText(
    [
      ['model:blocks:batch', ({ name }: Row) => name],
      ['f32, ms', ({ f32 }) => spread(f32, 1)],
      ['i8, ms', ({ i8 }) => spread(i8, 1)],
      ['i8 ÷ f32', ({ ratio }) => spread(ratio, 2)],
      ['of CPU time', ({ cpu }) => cpu.toFixed(2)],
      ["gradient's cosine", ({ cosine }) => cosine.toFixed(4)],
    ],
    rows,
  ),
);
if (!flags.web) {
  const found = await tryBytes(threads);
  const auto = await choosePrecision('auto', { threads, trial: async () => found });
  const [ratio, error] = [found.ratio.toFixed(2), (100 * found.error).toFixed(1)];
  console.log(`\nThe trial: four products in ${ratio} of float32's time, off by ${error} %: auto is ${auto} here.`);
}
process.exit();

async function measure(name: string): Promise<Row> {
  const [size, blocks, items] = name.split(':') as [string, string, string];
  const [layer, batch] = [Number(blocks), Number(items)];
  const model = await randomModel(size, layer);
  const one = chirp(samples);
  const audio = new Float32Array(batch * samples);
  for (let item = 0; item < batch; item++) audio.set(one, item * samples);
  const score: Compilable = ({ audio: heard }) => unitScore(model, layer)(heard as tf.Tensor2D);
  const inputs = { audio: [batch, samples] as const };
  const programOf = (precision: 'f32' | 'i8') =>
    flags.web
      ? compileOnWeb(score, inputs.audio, precision)
      : compile(score, { inputs, wrt: ['audio'], threads, precision });
  const [plain, bytes] = [await programOf('f32'), await programOf('i8')];
  const gradients = [plain, bytes].map(async (program) => (await program.run({ audio })).gradients.audio!);
  const [right, found] = (await Promise.all(gradients)) as [Float32Array, Float32Array];
  const cpuTimes: Record<string, number[]> = { f32: [], i8: [] };
  const contestant = (precision: string, program: OnWeb | Compiled) => ({
    name: precision,
    async step() {
      const [began, used] = [performance.now(), process.cpuUsage()];
      await program.run({ audio });
      const { user, system } = process.cpuUsage(used);
      cpuTimes[precision]!.push(user + system);
      return (performance.now() - began) / 1000;
    },
  });
  const { ours, others } = await timePairs(contestant('i8', bytes), [contestant('f32', plain)], { pairs });
  const { ms, ratio } = others.f32!;
  const cpu = quartiles(cpuTimes.i8!).median / quartiles(cpuTimes.f32!).median;
  for (const program of [plain, bytes]) program.dispose();
  releaseIdlePrograms();
  model.dispose();
  return { name, cosine: cosine(found, right), f32: ms, i8: ours, ratio, cpu };
}
