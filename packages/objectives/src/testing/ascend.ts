import { type Audio, givenLayers, key, type ModelAdapter, normal, type Objective, scheduleAt } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** Noise of a given norm for each item, `batch × samples`. */
export function noise(batch: number, samples: number, norm = 1): Float32Array {
  return projected(normal(key(11), batch * samples), batch, norm);
}

/**
 * Plain gradient ascent by 200 steps from `start`, every item held at the norm that it starts with; a step's length falls
 * from a fifth of that to nothing.
 * Returns the audio, `batch × samples`.
 */
export function ascend(model: ModelAdapter, objective: Objective, start: Float32Array, batch = 1): Float32Array {
  const samples = start.length / batch;
  const norm = Math.hypot(...start.subarray(0, samples));
  let audio = start;
  for (let step = 0; step < 200; step++) {
    const length = 0.2 * norm * (1 - step / 200);
    const climb = projected(gradientOf(model, objective, audio, batch), batch, length);
    audio = projected(
      audio.map((value, i) => value + climb[i]!),
      batch,
      norm,
    );
  }
  return audio;
}

/** The gradient by the audio of the weighted scores of all items; NaN scores are left out. */
export function gradientOf(
  model: ModelAdapter,
  objective: Objective,
  audio: Float32Array,
  batch: number,
): Float32Array {
  const samples = audio.length / batch;
  const bound = bindAll(model, objective, batch, samples);
  let gradient = new Float32Array();
  // Not returned by the tidy, which would look for tensors in every number.
  tf.tidy(() => {
    const total = (x: tf.Tensor) => {
      const weighted = scoresOf(model, bound, x as Audio).map(({ weight, score }) =>
        tf.mul(tf.where(tf.isNaN(score), tf.zerosLike(score), score), weight),
      );
      return tf.sum(tf.addN(weighted));
    };
    gradient = Float32Array.from(
      tf
        .grad(total)(tf.tensor2d(audio, [batch, samples]))
        .dataSync(),
    );
  });
  return gradient;
}

/** The scores of each term, unweighted, `[terms][batch]`. */
export function scores(model: ModelAdapter, objective: Objective, audio: Float32Array, batch = 1): number[][] {
  const samples = audio.length / batch;
  const bound = bindAll(model, objective, batch, samples);
  return tf.tidy(() =>
    scoresOf(model, bound, tf.tensor2d(audio, [batch, samples])).map(({ score }) => Array.from(score.dataSync())),
  );
}

function bindAll(model: ModelAdapter, objective: Objective, batch: number, samples: number) {
  return objective.terms.map(({ weight, term }) => ({
    weight: scheduleAt(weight, 0, 1),
    layers: givenLayers(term, model),
    score: term.bind({ model, batch, samples }),
  }));
}

function scoresOf(model: ModelAdapter, bound: ReturnType<typeof bindAll>, audio: Audio) {
  return bound.map(({ weight, layers, score }) => ({ weight, score: score(model.forward(audio, layers), audio) }));
}

function projected(audio: Float32Array, batch: number, norm: number): Float32Array {
  const samples = audio.length / batch;
  const factors = Array.from({ length: batch }, (_, item) => {
    const length = Math.hypot(...audio.subarray(item * samples, (item + 1) * samples));
    return length > 0 ? norm / length : 0;
  });
  return audio.map((value, i) => value * factors[Math.floor(i / samples)]!);
}
