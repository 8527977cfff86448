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

/** Renders of four steps, of one and of another engine. */
export interface Renders {
  /** Largest differences of the sounds, and of what they scored on the way. */
  readonly audio: number;
  readonly scores: number;
  /** What they ran on. */
  readonly engines: readonly string[];
}

/** The same render on an engine and on TensorFlow.js's WebAssembly. */
export async function compareRenders(engine: EngineChoice): Promise<Renders> {
  const model = await embedded();
  const objective = objectives.neuron('encoder.1', 17, { neighbors: 0.1 });
  const rendered = (engine: EngineChoice) => render(model, objective, { steps: 4, seed: 1, samples: 8_000, engine });
  const eager = await rendered('wasm');
  const native = await rendered(engine);
  const total = ({ history }: typeof eager) => history.flatMap((step) => step.total);
  return {
    audio: difference(native.audio[0]!, eager.audio[0]!),
    scores: difference(total(native), total(eager)),
    engines: [native, eager].map(({ engine }) => `${engine.name}: ${engine.detail}`),
  };
}
