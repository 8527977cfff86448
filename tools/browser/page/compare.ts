import { compile } from '@audiate/compile';
import { type EngineChoice, key, normal, objectives, render } from '@audiate/core';
import { valueAndGradients } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { difference } from './difference.js';
import { embedded } from './embedded.js';

const LAYERS = ['conv.6', 'encoder.1', 'encoder.3', 'logits'] as const;

/** The compiled engine beside TensorFlow.js's WebAssembly, in one page: largest differences, each relative to the largest number. */
export interface Comparison {
  readonly activations: Readonly<Record<(typeof LAYERS)[number], number>>;
  readonly gradient: number;
}

/** Activations and a gradient of the embedded model on onnxruntime-web and on TensorFlow.js. */
export async function compare(executionProviders: readonly string[] | undefined, samples: number): Promise<Comparison> {
  const model = await embedded();
  const audio = normal(key(3), samples);
  const forward = (heard: tf.Tensor2D) => {
    const heardBy = model.forward(heard, LAYERS);
    return { ...heardBy, value: tf.mean(tf.square(heardBy.logits)) };
  };
  const program = await compile(({ heard }) => forward(heard as tf.Tensor2D), {
    inputs: { heard: [1, samples] },
    wrt: ['heard'],
    executionProviders,
  });
  const { values, gradients } = await program.run({ heard: audio });
  program.dispose();
  await tf.setBackend('wasm');
  const heard = tf.tensor2d(audio, [1, samples]);
  const expected = model.forward(heard, LAYERS);
  const { grads } = valueAndGradients((x) => tf.sum(forward(x as tf.Tensor2D).value), [heard]);
  return {
    activations: Object.fromEntries(
      LAYERS.map((layer) => [layer, difference(values[layer] as Float32Array, expected[layer].dataSync())]),
    ) as Comparison['activations'],
    gradient: difference(gradients.heard!, grads[0]!.dataSync()),
  };
}

/** A render of four steps. */
export interface Rendered {
  readonly audio: readonly number[];
  /** What each step scored. */
  readonly scores: readonly number[];
  /** What it ran on. */
  readonly engine: string;
}

/**
 * The embedded model's render on an engine.
 * @param onStep is told of each step.
 */
export async function renderOn(choice: EngineChoice, samples = 8_000, onStep = () => {}): Promise<Rendered> {
  const objective = objectives.neuron('encoder.1', 17, { neighbors: 0.1 });
  const options = { steps: 4, seed: 1, samples, engine: choice, onStep };
  const { audio, history, engine } = await render(await embedded(), objective, options);
  const scores = history.flatMap(({ total }) => total);
  return { audio: [...audio[0]!], scores, engine: `${engine.name}: ${engine.detail}` };
}
