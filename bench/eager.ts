import { parseArgs } from 'node:util';
import { compile } from '@audiate/compile';
import { openTensorflow } from '@audiate/core/internal/engines/tensorflow/open';
import { openWasm } from '@audiate/core/internal/engines/wasm';
import { initialiseBackend, installOps, withBackend } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { loadTfjsNode } from '../tools/libtensorflow/load.ts';
import { chirp } from './chirp.ts';
import { type EagerReport, type EagerRow, eagerColumns } from './eager-report.ts';
import { describeMachine, thisMachine } from './machine.ts';
import { gradientOf, opsPerStep } from './ops-per-step.ts';
import { randomModel } from './random-model.ts';
import { writeWhole } from './report.ts';
import { quartiles, relativeError } from './statistics.ts';
import { asText } from './table.ts';
import { unitScore } from './unit.ts';

// The benchmark's step on the engines that run op by op, with the number of operations that each step dispatches.
const { values: flags } = parseArgs({
  options: {
    model: { type: 'string', default: 'base' },
    layers: { type: 'string', default: '3,12' },
    batch: { type: 'string', default: '1' },
    samples: { type: 'string', default: '16000' },
    engines: { type: 'string', default: 'tensorflow,wasm' },
    /** At most, and no more than fit into half a minute; one at least. */
    steps: { type: 'string', default: '10' },
    json: { type: 'string', default: 'out/bench-eager.json' },
  },
});

/** How each engine starts; its name is its backend's. */
const OPEN: Readonly<Record<string, () => Promise<{ detail: string }>>> = {
  tensorflow: openTensorflow,
  wasm: openWasm,
  cpu: async () => ({ detail: (await initialiseBackend('cpu')) ? `TensorFlow.js ${tf.version_core}` : 'not started' }),
};

const [batch, samples] = [Number(flags.batch), Number(flags.samples)];
const AGREEMENT = 1e-4;
const HALF_MINUTE_MS = 30_000;
await loadTfjsNode();
installOps();
const audio = chirp(batch * samples);
const rows: EagerRow[] = [];
for (const layer of flags.layers.split(',').map(Number)) {
  const model = await randomModel(flags.model, layer);
  const score = unitScore(model, layer);
  const reference = await compiledGradient(score);
  for (const engine of flags.engines.split(',')) {
    rows.push(
      await measure(engine, layer, { score, reference }).catch((error) => ({
        engine,
        layer,
        failed: messageOf(error),
      })),
    );
    console.log(lineOf(rows.at(-1)!));
  }
  model.dispose();
}
const { model, json } = flags;
const report: EagerReport = {
  date: new Date().toISOString().slice(0, 10),
  machine: thisMachine(),
  node: process.versions.node,
  tfjs: tf.version_core,
  model,
  batch,
  samples,
  rows,
};
await writeWhole(json, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\n${describeMachine(report.machine)}; ${model}, batch ${batch}, ${samples} samples\n`);
console.log(asText(eagerColumns, rows));
console.log(`\nwritten to ${json}`);

async function compiledGradient(score: (audio: tf.Tensor2D) => tf.Scalar): Promise<Float32Array> {
  const inputs = { audio: [batch, samples] };
  const program = await compile(({ audio }) => score(audio as tf.Tensor2D), { inputs, wrt: ['audio'] });
  const { gradients } = await program.run({ audio });
  program.dispose();
  return gradients.audio!;
}

async function measure(
  name: string,
  layer: number,
  { score, reference }: { score: (audio: tf.Tensor2D) => tf.Scalar; reference: Float32Array },
): Promise<EagerRow> {
  const open = OPEN[name];
  if (!open) throw new Error(`there is no eager engine "${name}"; there are ${Object.keys(OPEN).join(', ')}`);
  const { detail } = await open();
  const gradient = () => withBackend(name, () => gradientOf(score, audio, batch));
  const began = performance.now();
  const difference = relativeError(gradient(), reference);
  if (!(difference < AGREEMENT)) throw new Error(`its gradient differs from the compiled one by ${difference}`);
  const fits = Math.floor(HALF_MINUTE_MS / (performance.now() - began));
  const times = Array.from({ length: Math.max(1, Math.min(Number(flags.steps), fits)) }, () => {
    const start = performance.now();
    gradient();
    return performance.now() - start;
  });
  return {
    engine: name,
    layer,
    detail,
    steps: times.length,
    ms: quartiles(times),
    ops: await opsPerStep(gradient),
    difference,
  };
}

function lineOf(row: EagerRow): string {
  return `${row.engine} L=${row.layer}: ${'failed' in row ? row.failed : `${row.ms.median.toFixed(0)} ms, ${row.detail}`}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
