import { parseArgs } from 'node:util';
import { type Compilable, type Compiled, compile, releaseIdlePrograms } from '@audiate/compile';
import * as tf from '@tensorflow/tfjs';
import { ablatedParts } from './ablated-parts.ts';
import { chirp } from './chirp.ts';
import { timePairs } from './pairs.ts';
import { randomModel } from './random-model.ts';
import { relativeError } from './statistics.ts';
import { asText } from './table.ts';
import { unitScore } from './unit.ts';

// An ablation, what each part of the compiler is worth: the same step compiled with one of them left out, timed beside the whole.
const { values: flags } = parseArgs({
  options: {
    model: { type: 'string', default: 'base' },
    layer: { type: 'string', default: '3' },
    batch: { type: 'string', default: '1' },
    samples: { type: 'string', default: '16000' },
    pairs: { type: 'string', default: '15' },
    threads: { type: 'string', default: '2' },
    /** Names, separated by commas; every part unless given. */
    without: { type: 'string' },
  },
});
const [layer, batch, samples] = [Number(flags.layer), Number(flags.batch), Number(flags.samples)];
const AGREEMENT = 1e-4;

await tf.setBackend('cpu');
const model = await randomModel(flags.model, layer);
const audio = chirp(batch * samples);
const step: Compilable = ({ audio }) => unitScore(model, layer)(audio as tf.Tensor2D);
const options = { inputs: { audio: [batch, samples] }, wrt: ['audio'], threads: Number(flags.threads) };
const contestant = (name: string, program: Compiled) => ({
  name,
  async step() {
    const began = performance.now();
    await program.run({ audio });
    return (performance.now() - began) / 1000;
  },
});

const all = ablatedParts();
const asked = flags.without?.split(',') ?? all.map(({ name }) => name);
const unknown = asked.find((name) => !all.some((part) => part.name === name));
if (unknown) {
  throw new Error(`no part "${unknown}" can be left out; there are ${all.map(({ name }) => name).join(', ')}`);
}
const whole = await compile(step, options);
const reference = (await whole.run({ audio })).gradients.audio!;
const rows: { part: string; kind: string; cell: string; ms: string }[] = [];
for (const part of all.filter(({ name }) => asked.includes(name))) {
  let partial: Compiled | undefined;
  try {
    partial = await part.compile(step, options);
    const difference = relativeError((await partial.run({ audio })).gradients.audio!, reference);
    if (!(difference < AGREEMENT)) throw new Error(`its gradient differs by ${difference}`);
    const rounds = { pairs: Number(flags.pairs) };
    const { ours, others } = await timePairs(contestant('whole', whole), [contestant(part.name, partial)], rounds);
    const { low, median, high } = others[part.name]!.ratio;
    const cell = `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
    const ms = `${ours.median.toFixed(1)} / ${others[part.name]!.ms.median.toFixed(1)}`;
    rows.push({ part: part.name, kind: part.kind, cell, ms });
  } catch (error) {
    rows.push({ part: part.name, kind: part.kind, cell: '–', ms: error instanceof Error ? error.message : `${error}` });
  } finally {
    partial?.dispose();
    releaseIdlePrograms();
  }
}
whole.dispose();
model.dispose();
console.log(
  asText(
    [
      ['left out', ({ part }) => part],
      ['kind', ({ kind }) => kind],
      ['whole ÷ without', ({ cell }) => cell],
      ['ms, whole / without', ({ ms }) => ms],
    ],
    rows,
  ),
);
