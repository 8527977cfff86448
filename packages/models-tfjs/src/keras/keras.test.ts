import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { projectedGradient } from '@audiate/checkpoints/internal/testing/gradient';
import { compile } from '@audiate/compile';
import { InputError, layerNames } from '@audiate/protocol';
import { modelLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { loadTfjs, type TfjsFiles } from '../index.js';
import { savedFiles } from '../testing/saved.js';

const sampleRate = 8000;
const samples = 160;

/** A model of Keras' layers that hears 160 samples, and its files. */
async function saved(): Promise<{ model: tf.Sequential; files: TfjsFiles }> {
  const initial = (seed: number) => tf.initializers.randomNormal({ stddev: 0.4, seed });
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [samples, 1] }),
      tf.layers.conv1d({
        name: 'tower',
        filters: 6,
        kernelSize: 10,
        strides: 4,
        activation: 'relu',
        kernelInitializer: initial(1),
        biasInitializer: initial(2),
      }),
      tf.layers.batchNormalization({ name: 'norm', gammaInitializer: initial(3), betaInitializer: initial(4) }),
      tf.layers.permute({ dims: [1, 2] }),
      tf.layers.conv1d({
        name: 'second',
        filters: 5,
        kernelSize: 3,
        padding: 'same',
        activation: 'tanh',
        kernelInitializer: initial(5),
      }),
      tf.layers.globalAveragePooling1d({ name: 'mean' }),
      tf.layers.dense({ name: 'classes', units: 3, kernelInitializer: initial(6) }),
    ],
  });
  return { model, files: await savedFiles(model) };
}

const noise = Float32Array.from({ length: 2 * samples }, (_, i) => 0.5 * Math.sin((i + 1) ** 1.7));

test.each(BACKENDS)('a Keras model on %s answers as itself, obeys the laws, and compiles', async (backend) => {
  await useBackend(backend);
  const { model: original, files } = await saved();
  const model = await loadTfjs(files, { sampleRate });
  expect(layerNames(model)).toEqual(['tower', 'norm', 'second', 'mean', 'classes']);
  expect(model.layers.tower).toMatchObject({
    hop: 4,
    offset: 0,
    receptiveField: 10,
    minSamples: 10,
    channels: 6,
    rectified: true,
  });
  expect(model.layers.second).toMatchObject({ hop: 4, offset: -4, receptiveField: 18, global: false });
  expect(model.layers.classes).toMatchObject({ hop: Number.POSITIVE_INFINITY, channels: 3, global: true });
  tf.tidy(() => {
    const audio = tf.tensor2d(noise, [2, samples]);
    const theirs = original.apply(tf.expandDims(audio, 2)) as tf.Tensor;
    const ours = model.forward(audio, ['classes']).classes!;
    expect(relativeError(ours.dataSync() as Float32Array, theirs.dataSync() as Float32Array)).toBeLessThan(1e-6);
  });
  for (const law of modelLaws({ model, samples: [model.minSamples, 203], step: 1e-3 })) law.check();
  const program = await compile(
    (inputs) =>
      tf.sum(tf.square(model.forward(inputs.audio as tf.Tensor2D, ['second', 'classes']).classes!)) as tf.Scalar,
    { inputs: { audio: [2, samples] }, wrt: ['audio'], threads: 1 },
  );
  const { gradients } = await program.run({ audio: noise });
  program.dispose();
  tf.tidy(() => {
    const score = (x: tf.Tensor) => tf.sum(tf.square(model.forward(x as tf.Tensor2D, ['classes']).classes!));
    const eager = tf
      .grad(score)(tf.tensor2d(noise, [2, samples]))
      .dataSync() as Float32Array;
    expect(relativeError(gradients.audio!, eager)).toBeLessThan(1e-4);
    expect(projectedGradient(model, tf.tensor2d(noise, [2, samples]), ['norm']).every(Number.isFinite)).toBe(true);
  });
  model.dispose();
  original.dispose();
});

test('a Keras model is refused where it hears no audio, or one length alone', async () => {
  await useBackend('cpu');
  const { files } = await saved();
  const model = files.model as { modelTopology: object };
  const edited = (edit: (text: string) => string) => ({
    ...files,
    model: { ...model, modelTopology: JSON.parse(edit(JSON.stringify(model.modelTopology))) },
  });
  const cases: [TfjsFiles, RegExp][] = [
    [
      edited((text) => text.replaceAll(`${samples},1`, `${samples},2`)),
      /^the model's input has the shape .*; audio is \[null, samples\]/,
    ],
    [
      edited((text) => text.replace('"Conv1D"', '"Frobnicate"')),
      /^the model in model\.json cannot be made: .*Frobnicate/,
    ],
    [{ ...files, weights: new Uint8Array(8) }, /tells of weights of \d+ bytes, but w\.bin have 8$/],
  ];
  for (const [given, message] of cases) {
    const error = await loadTfjs(given, { sampleRate }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
  }
});
