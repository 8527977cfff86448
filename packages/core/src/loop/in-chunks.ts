import { valueAndGradients } from '@audiate/ops';
import { joinNumbers, type ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { ActivationData, Engine, Evaluator, Pass, Sound } from '../engines/engine.js';
import { type Known, knownScores } from '../engines/known-scores.js';
import type { LayerTerm } from '../engines/layer-term.js';
import { splitItems, takeData } from '../engines/tensors.js';
import { weightedSum } from '../engines/weighted-sum.js';
import { chunksOf, joinActivations, rowsOf } from './chunks.js';

/**
 * An engine whose model never hears more than `size` items at once, for batches larger than memory. Three passes do what
 * one tape did: the model hears chunk after chunk and only the activations asked for are kept; the terms see the whole
 * batch and give a gradient for its activations; each chunk is heard again and pulls its part of that gradient back to its
 * sound. So a chunk's tape is all that is held: gradient checkpointing (Chen et al. 2016) along the batch, for one forward
 * pass more.
 */
export function inChunks(engine: Engine, size: number): Engine {
  return {
    ...engine,
    wholeStep: undefined,
    evaluator: (model, terms) => evaluateInChunks(engine, { model, terms, size }),
    activations: (model, sound, layers) => hearInChunks(engine, { model, layers, size }, sound),
  };
}

interface Evaluated {
  readonly model: ModelAdapter;
  readonly terms: readonly LayerTerm[];
  readonly size: number;
}

function evaluateInChunks(engine: Engine, { model, terms, size }: Evaluated): Evaluator {
  const layers = [...new Set(terms.flatMap((term) => term.layers))];
  const puller = engine.evaluator(model, [pullTerm(layers)]);

  const hear = (sound: Sound) => hearInChunks(engine, { model, layers, size }, sound);

  /** Leads the gradient of the activations, `[batch, numbers]`, back to the sound. */
  const pull = async (sound: Sound, gradient: Sound): Promise<Float32Array> => {
    const parts: Float32Array[] = [];
    const gradients = chunksOf(gradient, size);
    for (const [i, heard] of chunksOf(sound, size).entries()) {
      const raw = gradients[i]!;
      const score = await puller.prepare({
        weights: [1],
        gradient: true,
        sounds: async () => ({ raw, heard: [heard] }),
      });
      const found = engine.run(() =>
        tf.tidy(() => {
          const back = tf.tensor2d(raw.data, [...raw.shape]);
          const climbed = (x: tf.Tensor) => score(x as tf.Tensor2D, back).sum!;
          return valueAndGradients(climbed, [tf.tensor2d(heard.data, [...heard.shape])]).grads[0]!;
        }),
      );
      parts.push(...(await takeData([found])));
    }
    return joinNumbers(parts);
  };

  const score = async (pass: Pass, sounds: { readonly heard: Sound; readonly raw: Sound }): Promise<Known> => {
    const activations = await hear(sounds.heard);
    const { scores, sum, gradients } = await scoreWhole(engine, terms, { pass, layers, activations, raw: sounds.raw });
    if (!gradients) return { scores, sum };
    const [raw, ...ofLayers] = gradients;
    return { scores, sum, gradients: [await pull(sounds.heard, rowsOf(ofLayers, sounds.heard.shape[0])), raw!] };
  };

  return {
    async ready(pass) {
      const [chunk] = chunksOf((await pass.sounds()).heard[0]!, size) as [Sound];
      const activations = await engine.activations(model, chunk, layers);
      if (!pass.gradient) return;
      const items = chunk.shape[0];
      const numbers = activations.reduce((sum, { data }) => sum + data.length / items, 0);
      const gradient: Sound = { data: new Float32Array(items * numbers), shape: [items, numbers] };
      await puller.ready({ weights: [1], gradient: true, sounds: async () => ({ raw: gradient, heard: [chunk] }) });
    },
    async prepare(pass) {
      const { raw, heard } = await pass.sounds();
      const answers: Known[] = [];
      for (const sound of heard) answers.push(await score(pass, { heard: sound, raw }));
      let next = 0;
      return (sound, original) => knownScores(answers[next++]!, [sound, original]);
    },
    dispose: () => puller.dispose(),
  };
}

async function hearInChunks(
  engine: Engine,
  { model, layers, size }: { model: ModelAdapter; layers: readonly string[]; size: number },
  sound: Sound,
): Promise<ActivationData[]> {
  const heard: ActivationData[][] = [];
  for (const chunk of chunksOf(sound, size)) heard.push(await engine.activations(model, chunk, layers));
  return layers.map((_, layer) => joinActivations(heard.map((activations) => activations[layer]!)));
}

/** Σ activation · gradient for each item: its own gradient by the sound is what the chain rule asks for. */
function pullTerm(layers: readonly string[]): LayerTerm {
  return {
    layers,
    score(activations, gradient) {
      const items = gradient.shape[0];
      const rows = layers.map((layer) => tf.reshape(activations[layer]!, [items, -1]));
      return tf.sum(tf.mul(tf.concat(rows, 1), gradient), 1) as tf.Tensor1D;
    },
  };
}

interface Whole {
  readonly pass: Pass;
  readonly layers: readonly string[];
  readonly activations: readonly ActivationData[];
  readonly raw: Sound;
}

/** Scores of the whole batch, and the gradient by the raw sound and each layer. */
async function scoreWhole(engine: Engine, terms: readonly LayerTerm[], { pass, layers, activations, raw }: Whole) {
  const { weights } = pass;
  const climbs = pass.gradient && weights.some((weight) => weight !== 0);
  const found = engine.run(() =>
    tf.tidy(() => {
      const inputs = [
        tf.tensor(raw.data, [...raw.shape]),
        ...activations.map(({ data, shape }) => tf.tensor(data, [...shape])),
      ];
      const scoresOf = ([sound, ...heard]: tf.Tensor[]) => {
        const named = Object.fromEntries(layers.map((layer, i) => [layer, heard[i] as tf.Tensor3D]));
        return terms.map((term) => term.score(named, sound as tf.Tensor2D));
      };
      if (!climbs) return { scores: tf.stack(scoresOf(inputs)) };
      const kept: tf.Tensor[] = [];
      try {
        const { value, grads } = valueAndGradients((...xs) => {
          const scores = scoresOf(xs);
          kept.push(tf.keep(tf.stack(scores)));
          return weightedSum(scores, weights)!;
        }, inputs);
        return { scores: kept[0]!, value, gradients: grads.map((gradient, i) => gradient ?? tf.zerosLike(inputs[i]!)) };
      } catch (error) {
        tf.dispose(kept);
        throw error;
      }
    }),
  );
  const [scores, value, ...gradients] = await takeData(
    'value' in found ? [found.scores, found.value!, ...found.gradients!] : [found.scores],
  );
  const rows = splitItems(scores!, terms.length);
  return { scores: rows, sum: value?.[0], gradients: value ? gradients : undefined };
}
