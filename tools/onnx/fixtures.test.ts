import { readFile } from 'node:fs/promises';
import { cosine, relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { projectedGradient } from '@audiate/checkpoints/internal/testing/gradient';
import { loadOnnx } from '@audiate/models-onnx';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { loadWhisper, type WhisperLayer } from '@audiate/models-whisper';
import type { ModelAdapter } from '@audiate/protocol';
import { key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';

// tools/onnx/fixtures.py made the files
const WAYS = ['script', 'export'] as const;
const file = (name: string) => `fixtures/onnx/${name}.onnx`;

beforeAll(async () => {
  await tf.setBackend('wasm');
});

const noise = (samples: number) => normal(key(5), samples).map((number) => 0.1 * number);

/** Two models that are to answer alike: their layers within 1e-4, the waveform's gradient within 1e-3. */
function expectAlike(exported: ModelAdapter, native: ModelAdapter, names: readonly string[], samples: number): void {
  const sound = tf.tensor2d(noise(samples), [1, samples]);
  tf.tidy(() => {
    const [ours, theirs] = [exported.forward(sound, names), native.forward(sound, names)];
    for (const name of names) {
      const error = relativeError(ours[name]!.dataSync() as Float32Array, theirs[name]!.dataSync() as Float32Array);
      expect(error, name).toBeLessThan(1e-4);
    }
  });
  const [ours, theirs] = [exported, native].map((model) => projectedGradient(model, sound, names)) as [
    Float32Array,
    Float32Array,
  ];
  sound.dispose();
  expect(relativeError(ours, theirs)).toBeLessThan(1e-3);
  expect(cosine(ours, theirs)).toBeGreaterThan(1 - 1e-6);
}

describe.each(WAYS)('exported by torch.onnx, %s', (way) => {
  test("a Wav2Vec2's layers are the native adapter's", async () => {
    const names = ['encoder.input', 'encoder.0', 'encoder.1', 'logits'] as const;
    const exported = await loadOnnx(file(`wav2vec2-${way}`), { sampleRate: 16_000, layers: names });
    const native = await loadWav2Vec2('fixtures/goldens/base');
    for (const name of names) {
      const { channels, hop, minSamples, global } = native.layers[name]!;
      expect(exported.layers[name], name).toMatchObject({ channels, hop, minSamples, global });
    }
    expectAlike(exported, native, names, 4000);
    exported.dispose();
    native.dispose();
  });

  test("the layers of Whisper's encoder, behind the native adapter's spectrogram", async () => {
    const names = ['encoder.input', 'encoder.0', 'encoder.norm'] as const;
    const native = await loadWhisper('fixtures/goldens/whisper');
    const spectrogram = (audio: tf.Tensor2D) => tf.transpose(native.forward(audio, ['mel']).mel, [0, 2, 1]);
    const exported = await loadOnnx(file(`whisper-${way}`), {
      sampleRate: 16_000,
      layers: names,
      prepare: { name: 'log-mel', run: spectrogram },
      window: { samples: 16_000 },
    });
    expect(exported.layers['encoder.0']!.channels).toBe(50 * native.layers['encoder.0']!.channels);
    expectAlike(exported, native as ModelAdapter<WhisperLayer> as ModelAdapter, names, 16_000);
    exported.dispose();
    native.dispose();
  });

  test('a network of torch.stft, convolutions and an LSTM answers as ONNX Runtime does', async () => {
    const bytes = await readFile(file(`spotter-${way}`));
    const model = await loadOnnx(bytes, { sampleRate: 16_000 });
    expect(model.layers.frames).toMatchObject({ channels: 7, hop: 64, global: true });
    expect(model.layers.clip).toMatchObject({ channels: 7, hop: Number.POSITIVE_INFINITY });
    const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });
    for (const samples of [2000, 3141]) {
      const audio = noise(samples);
      const theirs = await session.run({ audio: new ort.Tensor('float32', audio, [1, samples]) });
      tf.tidy(() => {
        const ours = model.forward(tf.tensor2d(audio, [1, samples]), ['frames', 'clip']);
        const frames = ours.frames!.dataSync() as Float32Array;
        // the frames that follow the length evenly
        expect(relativeError(frames, (theirs.frames!.data as Float32Array).slice(0, frames.length))).toBeLessThan(1e-5);
        expect(relativeError(ours.clip!.dataSync() as Float32Array, theirs.clip!.data as Float32Array)).toBeLessThan(
          1e-5,
        );
      });
    }
    await session.release();
    model.dispose();
  });
});
