import { parseArgs } from 'node:util';
import { compile } from '@audiate/compile';
import { type Device, objectives, render } from '@audiate/core';
import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import { tiny } from '@audiate/wav2vec2-tiny';
import * as tf from '@tensorflow/tfjs';
import { relativeError } from '../../bench/statistics.ts';
import { noise } from './signal.ts';

// Whether a device computes what the processor does: scores and gradients of layers of `tiny`, then a whole render. Prints
// one line of JSON for each; `whole` says that the provider took every operation of the program. Exits with 1 where one
// differs by more than 1e-4 of the largest number.
const { values } = parseArgs({
  options: {
    device: { type: 'string', default: 'webgpu' },
    samples: { type: 'string', default: '1600' },
    batch: { type: 'string', default: '1' },
    steps: { type: 'string', default: '2' },
    layers: { type: 'string', default: 'conv.6,encoder.2,logits' },
  },
});
const device = values.device as Exclude<Device, 'auto'>;
const [samples, batch, steps] = [values.samples, values.batch, values.steps].map(Number) as [number, number, number];
const LIMIT = 1e-4;

const model = await tiny();
const audio = noise(batch * samples);
let agreed = true;
const tell = (fact: object, differences: readonly number[]) => {
  const agrees = differences.every((difference) => difference <= LIMIT);
  agreed &&= agrees;
  console.log(JSON.stringify({ ...fact, agrees }));
};

/** How loud a layer is in its middle frame: the score of each sound, and the gradient. */
async function scoreOn(layer: Wav2Vec2Layer, executionProviders?: readonly string[]) {
  const program = await compile(
    ({ audio }) => {
      const heard = model.forward(audio as tf.Tensor2D, [layer])[layer]!;
      const [, frames, channels] = heard.shape;
      const frame = tf.slice(heard, [0, Math.floor(frames / 2), 0], [-1, 1, channels]);
      return tf.mean(tf.square(frame), [1, 2]);
    },
    { inputs: { audio: [batch, samples] }, wrt: ['audio'], executionProviders },
  );
  try {
    const { values, gradients } = await program.run({ audio });
    return { score: values.value as Float32Array, gradient: gradients.audio as Float32Array };
  } finally {
    program.dispose();
  }
}

/** On the provider alone where it takes every operation, else with the processor behind it. */
async function scoreOnDevice(layer: Wav2Vec2Layer) {
  try {
    return { whole: true, ...(await scoreOn(layer, [device])) };
  } catch (error) {
    return { whole: false, why: String(error), ...(await scoreOn(layer, [device, 'cpu'])) };
  }
}

for (const layer of values.layers.split(',') as Wav2Vec2Layer[]) {
  const theirs = await scoreOn(layer);
  const { score, gradient, ...how } = await scoreOnDevice(layer);
  const found = { score: relativeError(score, theirs.score), gradient: relativeError(gradient, theirs.gradient) };
  tell({ what: 'layer', device, layer, batch, samples, ...how, ...found }, [found.score, found.gradient]);
}

/** The place of the largest number: an operation that WebGPU has not. */
const largestOn = async (executionProviders: readonly string[]) => {
  const program = await compile(({ x }) => ({ at: tf.argMax(x!, 0) }), { inputs: { x: [4] }, executionProviders });
  const { values } = await program.run({ x: Float32Array.of(1, 3, 7, 5) });
  program.dispose();
  return Number(values.at![0]);
};

if (device === 'webgpu') {
  const why = await largestOn(['webgpu']).catch((error: unknown) => (error as Error).message);
  const found = await largestOn(['webgpu', 'cpu']);
  tell({ what: 'refusal', device, why, found }, [found === 2 && typeof why === 'string' ? 0 : 1]);
}

if (steps > 0) {
  const options = { steps, samples, batch, seed: 1 };
  const target = objectives.neuron('encoder.1', 5, { neighbors: 0.1 });
  const began = performance.now();
  const ours = await render(model, target, { ...options, device });
  const seconds = (performance.now() - began) / 1000;
  const theirs = await render(model, target, { ...options, device: 'cpu' });
  const difference = Math.max(...ours.audio.map((sound, item) => relativeError(sound, theirs.audio[item]!)));
  const { engine, recipe } = ours;
  const settings = recipe.environment.engineSettings;
  tell({ what: 'render', device, steps, batch, samples, audio: difference, seconds, engine: engine.detail, settings }, [
    difference,
  ]);
}
model.dispose();
process.exitCode = agreed ? 0 : 1;
