import { type Compiled, type CompiledResult, compile } from '@audiate/compile';
import type { ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { ActivationData, Engine, LayerTerm, Listener, Pass, Scored, Sound } from './engine.js';
import { weightedSum } from './weighted-sum.js';

/** Runs the model and its terms as programs of `@audiate/compile`: from heard and raw audio to scores and gradients. */
export function compiled(threads: number): Pick<Engine, 'listen' | 'activations'> {
  return {
    listen: (model, terms) => listen(model, terms, threads),
    async activations(model, { data, shape }, layers) {
      const program = await compile(({ heard }) => model.forward(heard as tf.Tensor2D, layers), {
        inputs: { heard: shape },
        weights: 'input',
        threads,
      });
      try {
        const { values } = await program.run({ heard: data });
        return layers.map(
          (layer) => ({ data: values[layer]!, shape: program.shapes[layer]! }) as unknown as ActivationData,
        );
      } finally {
        program.dispose();
      }
    },
  };
}

function listen(model: ModelAdapter, terms: readonly LayerTerm[], threads: number): Listener {
  const programs = new Map<string, Promise<Compiled>>();
  let disposed = false;
  const program = ({ weights, gradient }: Pass, heard: Sound, raw: Sound): Promise<Compiled> => {
    const key = JSON.stringify([heard.shape, raw.shape, gradient && weights.map((weight) => weight !== 0)]);
    const made = programs.get(key) ?? compileScores({ model, terms, threads, weights, gradient }, heard, raw);
    programs.set(key, made);
    return made;
  };
  return {
    async prepare(pass) {
      const { raw, heard } = await pass.sounds();
      const answers: CompiledResult[] = [];
      for (const sound of heard) {
        const { run } = await program(pass, sound, raw);
        answers.push(await run({ heard: sound.data, raw: raw.data, weights: Float32Array.from(pass.weights) }));
      }
      let next = 0;
      return (sound, original) => scored(answers[next++]!, [sound, original], terms.length);
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      for (const made of programs.values()) made.then(({ dispose }) => dispose()).catch(() => {});
    },
  };
}

interface Scoring {
  readonly model: ModelAdapter;
  readonly terms: readonly LayerTerm[];
  readonly threads: number;
  readonly weights: readonly number[];
  readonly gradient: boolean;
}

/**
 * Which weights are 0 belongs to the program, what the others are is fed. A program without gradient hears a few times
 * in a render only: it takes the weights from the model's own arrays instead of holding a copy.
 */
function compileScores({ model, terms, threads, weights, gradient }: Scoring, heard: Sound, raw: Sound) {
  const layers = [...new Set(terms.flatMap((term) => term.layers))];
  const differentiated = gradient && weights.some((weight) => weight !== 0);
  return compile(
    (inputs) => {
      const activations = model.forward(inputs.heard as tf.Tensor2D, layers);
      const scores = terms.map((term) => term.score(activations, inputs.raw as tf.Tensor2D));
      const named = Object.fromEntries(scores.map((score, i) => [`score${i}`, score]));
      if (!differentiated) return named;
      return { ...named, value: weightedSum(scores, weights, tf.unstack(inputs.weights!))! };
    },
    {
      inputs: { heard: heard.shape, raw: raw.shape, weights: [terms.length] },
      wrt: differentiated ? ['heard', 'raw'] : [],
      weights: differentiated ? 'initializer' : 'input',
      threads,
    },
  );
}

/** What a program found, as tensors; the sum brings the gradient that the program found with it. */
function scored({ values, gradients }: CompiledResult, sounds: tf.Tensor2D[], count: number): Scored {
  const scores = Array.from({ length: count }, (_, i) => tf.tensor1d(values[`score${i}`] as Float32Array));
  if (!values.value) return { scores, sum: undefined };
  const found = [gradients.heard!, gradients.raw!];
  const known = tf.customGrad(() => ({
    value: tf.scalar(Number(values.value![0])),
    gradFunc: (dy: tf.Tensor) => sounds.map(({ shape }, i) => tf.mul(tf.tensor(found[i]!, shape), dy)),
  }));
  return { scores, sum: known(...sounds) as tf.Scalar };
}
