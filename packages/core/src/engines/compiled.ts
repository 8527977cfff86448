import { type Compilable, type Compiled, type CompiledResult, type CompileOptions, compile } from '@audiate/compile';
import type { ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { compiledStep } from './compiled-step.js';
import type { ActivationData, Engine, Evaluator, Heard, Listening, Pass, Sound } from './engine.js';
import { type Known, knownScores } from './known-scores.js';
import type { LayerTerm } from './layer-term.js';
import { NotCompiled } from './not-compiled.js';
import type { Opened } from './opened.js';
import { weightedSum } from './weighted-sum.js';

/** How programs are run; its precision is that of the climb alone. */
export type Running = Opened['running'] & Pick<CompileOptions, 'lane'> & { readonly threads: number };

/** Runs the model and its terms as programs of `@audiate/compile`: from heard and raw audio to scores and gradients. */
export function compiled(running: Running): Pick<Engine, 'evaluator' | 'wholeStep' | 'activations' | 'listen'> {
  return {
    evaluator: (model, terms) => evaluateCompiled(model, terms, running),
    wholeStep: (parts) => compiledStep(parts, running),
    async activations(model, { data, shape }, layers) {
      const { hear, dispose } = await listenCompiled(running, model, { shape, layers });
      try {
        return await hear(data, new Float32Array(shape[0]).fill(shape[1]));
      } finally {
        dispose();
      }
    },
    listen: (model, heard) => listenCompiled(running, model, heard),
  };
}

async function listenCompiled(
  running: Running,
  model: ModelAdapter,
  { shape, layers, padded }: Heard,
): Promise<Listening> {
  const forward: Compilable = ({ heard, lengths }) =>
    padded
      ? padded(heard as tf.Tensor2D, layers, { lengths: lengths as tf.Tensor1D })
      : model.forward(heard as tf.Tensor2D, layers);
  const inputs = { heard: shape, ...(padded && { lengths: [shape[0]] }) };
  const program = await orNotCompiled(compile(forward, { ...running, inputs, weights: 'input', precision: 'f32' }));
  return {
    async hear(data, lengths) {
      const { values } = await program.run({ heard: data, ...(padded && { lengths }) });
      return layers.map(
        (layer) => ({ data: values[layer]!, shape: program.shapes[layer]! }) as unknown as ActivationData,
      );
    },
    dispose: program.dispose,
  };
}

function evaluateCompiled(model: ModelAdapter, terms: readonly LayerTerm[], running: Running): Evaluator {
  const programs = new Map<string, Promise<Compiled>>();
  const inBytes = running.precision === 'i8';
  let climbed: string | undefined;
  let disposed = false;
  const program = ({ weights, gradient }: Pass, heard: Sound, raw: Sound): Promise<Compiled> => {
    const shapes = JSON.stringify([heard.shape, raw.shape]);
    const wanted = weights.map((weight) => (gradient || (shapes === climbed && !inBytes)) && weight !== 0);
    const key = JSON.stringify([shapes, wanted]);
    const made = programs.get(key) ?? compileScores({ model, terms, running, wanted }, heard, raw);
    programs.set(key, made);
    return made;
  };
  return {
    async ready(pass) {
      const { raw, heard } = await pass.sounds();
      if (pass.gradient) climbed = JSON.stringify([heard[0]!.shape, raw.shape]);
      await orNotCompiled(program(pass, heard[0]!, raw));
    },
    async prepare(pass) {
      const { raw, heard } = await pass.sounds();
      const answers: Known[] = [];
      for (const sound of heard) {
        const { run } = await program(pass, sound, raw);
        const feeds = { heard: sound.data, raw: raw.data, weights: Float32Array.from(pass.weights) };
        answers.push(known(await run(feeds, { gradients: pass.gradient }), terms.length));
      }
      let next = 0;
      return (sound, original) => knownScores(answers[next++]!, [sound, original]);
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
  readonly running: Running;
  /** Of which terms the gradient is wanted. */
  readonly wanted: readonly boolean[];
}

/**
 * Which terms are climbed belongs to the program, their weights are fed. The raw sound is heard by the program that
 * climbs, too, where both are of one shape, without its gradient: two programs would hold the weights twice.
 * Where the climb is in bytes, a program of its own hears it in float32.
 */
function compileScores({ model, terms, running, wanted }: Scoring, heard: Sound, raw: Sound) {
  const layers = [...new Set(terms.flatMap((term) => term.layers))];
  const differentiated = wanted.includes(true);
  return compile(
    (inputs) => {
      const activations = model.forward(inputs.heard as tf.Tensor2D, layers);
      const scores = terms.map((term) => term.score(activations, inputs.raw as tf.Tensor2D));
      const named = Object.fromEntries(scores.map((score, i) => [`score${i}`, score]));
      if (!differentiated) return named;
      return { ...named, value: weightedSum(scores, wanted.map(Number), tf.unstack(inputs.weights!))! };
    },
    {
      ...running,
      inputs: { heard: heard.shape, raw: raw.shape, weights: [terms.length] },
      wrt: differentiated ? ['heard', 'raw'] : [],
      weights: differentiated ? 'initializer' : 'input',
      gradients: 'on demand',
      precision: differentiated ? running.precision : 'f32',
    },
  );
}

async function orNotCompiled<T>(compiling: Promise<T>): Promise<T> {
  try {
    return await compiling;
  } catch (error) {
    throw new NotCompiled(error);
  }
}

/** What a program found. */
function known({ values, gradients }: CompiledResult, count: number): Known {
  const scores = Array.from({ length: count }, (_, i) => values[`score${i}`] as Float32Array);
  if (!values.value || !gradients.heard || !gradients.raw) return { scores };
  return { scores, sum: Number(values.value[0]), gradients: [gradients.heard, gradients.raw] };
}
