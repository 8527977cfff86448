// A step (value and gradient of a unit) on `tiny` as torch.onnx writes it, a sound of one second: ours on the file and on the
// checkpoint, both compiled, and PyTorch's with the same weights; beside them ONNX Runtime's forward pass of the file, and ours up
// to the layer. `npm run bench:onnx -- [threads]`; Python needs torch and transformers.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '@audiate/compile';
import { loadOnnx } from '@audiate/models-onnx';
import type { ModelAdapter } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { chirp } from './chirp.ts';
import { startPeer } from './peer.ts';
import { relativeError } from './statistics.ts';
import { inTurns, timed } from './turns.ts';

// threads that wait must not spin: others want the cores, too
process.env.OMP_WAIT_POLICY ??= 'PASSIVE';
const threads = Number(process.argv[2] ?? cpus().length);
const SAMPLES = 16_000;
const [LAYER, CHANNEL] = [2, 17];
const ROUNDS = 30;
const layer = `encoder.${LAYER}`;
const audio = chirp(SAMPLES);

const unit = (model: ModelAdapter, x: tf.Tensor): tf.Scalar => {
  const block = model.forward(x as tf.Tensor2D, [layer])[layer]!;
  return tf.mean(tf.slice(block, [0, 0, CHANNEL], [1, -1, 1]));
};
const inputs = { audio: [1, SAMPLES] } as const;
const stepOf = (model: ModelAdapter) =>
  compile(({ audio }) => unit(model, audio!), { inputs, wrt: ['audio'], threads });

const folder = await mkdtemp(join(tmpdir(), 'audiate-onnx-'));
try {
  await writeFile(join(folder, 'audio.bin'), audio);
  const checkpoint = join(import.meta.dirname, '../packages/wav2vec2-tiny/models/tiny');
  const settings = [LAYER, CHANNEL, threads].map(String);
  const torch = await startPeer('python3', [
    join(import.meta.dirname, 'torch_onnx.py'),
    checkpoint,
    folder,
    ...settings,
  ]);
  await tf.setBackend('cpu');
  const file = join(folder, 'model.onnx');
  const load = await timed(async () => {
    (await loadOnnx(file, { sampleRate: 16_000 })).dispose();
  });
  const exported = await loadOnnx(file, { sampleRate: 16_000, layers: [layer] });
  const native = (await tiny()) as unknown as ModelAdapter;
  const [step, nativeStep] = [await stepOf(exported), await stepOf(native)];
  const forward = await compile(({ audio }) => ({ value: unit(exported, audio!) }), { inputs, threads });
  const session = await ort.InferenceSession.create(file, { intraOpNumThreads: threads, logSeverityLevel: 3 });
  const feed = { audio: new ort.Tensor('float32', audio, [1, SAMPLES]) };
  const last: Record<string, Float32Array> = {};
  const keeping = (name: string, program: typeof step) => () =>
    timed(async () => {
      last[name] = (await program.run({ audio })).gradients.audio!.slice();
    });
  const times = await inTurns(
    {
      'ONNX Runtime, forward of the whole file': () => timed(() => session.run(feed, [layer])),
      'loadOnnx, forward': () => timed(() => forward.run({ audio })),
      'loadOnnx, step': keeping('ours', step),
      'loadWav2Vec2, step': keeping('native', nativeStep),
      'PyTorch, step': async () => {
        const answer = await torch.ask({});
        last.torch = Float32Array.from(answer.gradient as number[]);
        return answer.seconds as number;
      },
    },
    ROUNDS,
  );
  await torch.close();
  console.log(
    `tiny, ${layer}, one second, ${threads} threads, torch ${torch.ready.torch}; median of ${ROUNDS}; load average ${loadavg()[0]!.toFixed(1)}; all layers loaded in ${load.toFixed(1)} s\n`,
  );
  console.log('| | time | gradient differs from PyTorch by |\n| --- | ---: | ---: |');
  const differs: Record<string, string | undefined> = { 'loadOnnx, step': 'ours', 'loadWav2Vec2, step': 'native' };
  for (const [name, time] of Object.entries(times)) {
    const own = differs[name];
    const by = own === undefined ? '' : relativeError(last[own]!, last.torch!).toExponential(1);
    console.log(`| ${name} | ${time} | ${by} |`);
  }
} finally {
  await rm(folder, { recursive: true });
}
process.exit();
