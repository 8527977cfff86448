import { type Compilable, type Compiled, type CompiledResult, compile } from '@audiate/compile';
import type { ModelAdapter } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import { climbedScores, climbSettings, type Scoring, scoresIn } from './climbed-scores.js';
import { compiledStep } from './compiled-step.js';
import type { ActivationData, Engine, Evaluator, Heard, Listening, Pass, Sound } from './engine.js';
import { type Known, knownScores } from './known-scores.js';
import type { LayerTerm } from './layer-term.js';
import { NotCompiled } from './not-compiled.js';
import type { Running } from './opened.js';
import { programs } from './programs.js';

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
  const made = programs<Compiled>();
  const inBytes = running.precision === 'i8';
  let climbed: string | undefined;
  const program = ({ weights, gradient }: Pass, heard: Sound, raw: Sound): Promise<Compiled> => {
    const shapes = JSON.stringify([heard.shape, raw.shape]);
    const wanted = weights.map((weight) => (gradient || (shapes === climbed && !inBytes)) && weight !== 0);
    return made.of(JSON.stringify([shapes, wanted]), () =>
      compileScores({ model, terms, running, wanted }, heard, raw),
    );
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
        answers.push(known(await run(feeds, { gradients: pass.gradient }), terms));
      }
      let next = 0;
      return (sound, original) => knownScores(answers[next++]!, [sound, original]);
    },
    dispose: made.dispose,
  };
}

interface Climbing extends Scoring {
  readonly running: Running;
}

/**
 * Which terms are climbed belongs to the program, their weights are fed. The raw sound is heard by the program that
 * climbs, too, where both are of one shape, without its gradient: two programs would hold the weights twice.
 * Where the climb is in bytes, a program of its own hears it in float32.
 */
function compileScores({ running, ...scoring }: Climbing, heard: Sound, raw: Sound) {
  return compile(
    (inputs) =>
      climbedScores(scoring, {
        heard: inputs.heard as tf.Tensor2D,
        raw: inputs.raw as tf.Tensor2D,
        weights: inputs.weights!,
      }),
    {
      ...climbSettings(scoring, running, ['heard', 'raw']),
      inputs: { heard: heard.shape, raw: raw.shape, weights: [scoring.terms.length] },
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
function known({ values, gradients }: CompiledResult, terms: readonly LayerTerm[]): Known {
  const scores = scoresIn(values, terms);
  if (!values.value || !gradients.heard || !gradients.raw) return { scores };
  return { scores, sum: Number(values.value[0]), gradients: [gradients.heard, gradients.raw] };
}
