import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { cosine, relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { projectedGradient } from '@audiate/checkpoints/internal/testing/gradient';
import { compile } from '@audiate/compile';
import { loadOnnx } from '@audiate/models-onnx';
import { layerNames, type ModelAdapter } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const PYTHON = process.env.AUDIATE_PYTHON ?? 'python3';
const SAMPLES = 16_000;

/** Whether Python has what an export takes. */
async function has(...modules: string[]): Promise<boolean> {
  return run(PYTHON, ['-c', `import ${modules.join(', ')}`]).then(
    () => true,
    () => false,
  );
}

const WAYS = [
  { way: 'TorchScript', file: 'tiny.onnx', flags: [], here: await has('torch', 'transformers') },
  {
    way: 'torch.export',
    file: 'tiny-dynamo.onnx',
    flags: ['--dynamo'],
    here: await has('torch', 'transformers', 'onnxscript'),
  },
] as const;

/** A second of recorded speech. */
async function speech(): Promise<Float32Array> {
  const bytes = await readFile('fixtures/speech/cards/001.wav');
  const whole = new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + 44 + 2 * SAMPLES));
  return Float32Array.from(whole, (number) => number / 32_768);
}

beforeAll(async () => {
  await tf.setBackend('wasm');
});

describe.each(WAYS)('tiny, exported by $way', ({ file, flags, here }) => {
  const NAMED = ['encoder.input', 'encoder.0', 'encoder.1', 'encoder.2', 'encoder.3', 'logits'] as const;
  if (!here) {
    test.skip(`${PYTHON} lacks the packages of this way: tools/onnx/export.py says which (AUDIATE_PYTHON names another Python)`, () => {});
    return;
  }
  let exported: ModelAdapter;
  let native: Awaited<ReturnType<typeof tiny>>;
  beforeAll(async () => {
    await mkdir('.cache/onnx', { recursive: true });
    await run(PYTHON, ['tools/onnx/export.py', 'packages/wav2vec2-tiny/models/tiny', `.cache/onnx/${file}`, ...flags]);
    exported = await loadOnnx(`.cache/onnx/${file}`, { sampleRate: 16_000 });
    native = await tiny();
  });

  test("its layers have the native adapter's facts", () => {
    for (const name of NAMED) {
      const { channels, hop, minSamples, global } = native.layers[name];
      expect(exported.layers[name], name).toMatchObject({ channels, hop, minSamples, global });
    }
    expect(layerNames(exported).length).toBeGreaterThan(100);
  });

  test("its activations are the native adapter's", async () => {
    const audio = await speech();
    tf.tidy(() => {
      const sound = tf.tensor2d(audio, [1, SAMPLES]);
      const [ours, theirs] = [exported.forward(sound, NAMED), native.forward(sound, NAMED)];
      for (const name of NAMED) {
        expect(ours[name].shape).toEqual(theirs[name].shape);
        const error = relativeError(ours[name].dataSync() as Float32Array, theirs[name].dataSync() as Float32Array);
        expect(error, name).toBeLessThan(1e-4);
      }
    });
  });

  test('so is the gradient by the waveform, eagerly and compiled', async () => {
    const audio = await speech();
    const sound = tf.tensor2d(audio, [1, SAMPLES]);
    const theirs = projectedGradient(native, sound, ['encoder.3']);
    const ours = projectedGradient(exported, sound, ['encoder.3']);
    sound.dispose();
    expect(relativeError(ours, theirs)).toBeLessThan(1e-3);
    expect(cosine(ours, theirs)).toBeGreaterThan(1 - 1e-6);
    const program = await compile(
      (inputs) => {
        const answer = exported.forward(inputs.audio as tf.Tensor2D, ['encoder.3'])['encoder.3'];
        return { answer, value: tf.sum(tf.mul(answer, answer)) };
      },
      { inputs: { audio: [1, SAMPLES] }, wrt: ['audio'], threads: 1 },
    );
    const { values, gradients } = await program.run({ audio });
    program.dispose();
    const [layer, squares] = tf.tidy(() => {
      const input = tf.tensor2d(audio, [1, SAMPLES]);
      const score = (x: tf.Tensor) => tf.sum(tf.square(native.forward(x as tf.Tensor2D, ['encoder.3'])['encoder.3']));
      return [
        native.forward(input, ['encoder.3'])['encoder.3'].dataSync(),
        tf.grad(score)(input).dataSync(),
      ] as Float32Array[];
    }) as unknown as [Float32Array, Float32Array];
    expect(relativeError(values.answer as Float32Array, layer)).toBeLessThan(1e-4);
    expect(relativeError(gradients.audio!, squares)).toBeLessThan(1e-3);
  });
});
