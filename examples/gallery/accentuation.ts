// "Ten of clubs" as recorded, with a faint hiss in its middle: the smallest change found that drives a unit from what it
// does there to where only one frame of speech in a thousand takes it.
import { objectives, optimizers, param, render, transforms } from '@audiate/core';
import * as tf from '@tensorflow/tfjs';
import { ascentInBall } from './ascent-in-ball.ts';
import { norm, relativeDistance } from './norm.ts';
import type { Kit, Piece } from './piece.ts';
import { speechPercentile } from './speech-percentile.ts';
import { unitAtCentre } from './unit.ts';

const LAYER = 'encoder.2';
const CHANNEL = 17;
const PERCENT = 99.9;

export const accentuation: Piece = {
  title: 'Accentuation',
  hear: 'The clip ("ten of clubs") and next to nothing: the smallest change that drives encoder.2:17 to its percentile.',
  async make(kit) {
    const target = await speechPercentile(LAYER, CHANNEL, PERCENT);
    const before = await unitAtCentre(kit.clip, LAYER, CHANNEL, kit);
    const sound = await accentuate(kit, target);
    const bounded = await smallestBall(kit, target);
    const [ours, theirs] = [relativeDistance(sound, kit.clip), relativeDistance(bounded, kit.clip)];
    return {
      sounds: [
        { name: 'clip', audio: kit.clip },
        { name: 'accentuation', audio: sound },
      ],
      figures: [
        { what: 'the unit in the clip', value: before },
        {
          what: `the unit in the sound (target: its ${PERCENT}th percentile on speech)`,
          value: await unitAtCentre(sound, LAYER, CHANNEL, kit),
          target: { is: '≥', value: target },
        },
        { what: 'change ÷ clip, L2', value: ours },
        { what: 'the same for gradient ascent under an L2 bound, four times the gradients', value: theirs },
        { what: 'the first ÷ the second', value: ours / theirs, target: { is: '<', value: 1 } },
      ],
    };
  },
};

const STEPS = 128;

/** Up while the unit is below the target, back towards the clip while it is above: the least change that reached it. */
async function accentuate(kit: Kit, target: number): Promise<Float32Array> {
  const { model, engine, clip } = kit;
  const original = tf.tensor2d(clip, [1, clip.length]);
  const missing = objectives.custom(`missing to ${target}`, [LAYER], ({ [LAYER]: heard }) => {
    const [batch, frames] = heard.shape;
    const unit = tf.slice(heard, [0, Math.floor(frames / 2), CHANNEL], [batch, 1, 1]);
    return tf.neg(tf.relu(tf.sub(target, tf.reshape(unit, [batch]))));
  });
  const change = objectives.custom('change', [], (_, raw) => tf.neg(tf.sum(tf.square(tf.sub(raw, original)), 1)));
  let least: Float32Array | undefined;
  await render(model, objectives.sum(objectives.scale(missing, 1e4), change), {
    samples: clip.length,
    steps: STEPS,
    engine,
    param: param.waveform({ from: clip }),
    transforms: transforms.none(),
    optimizer: optimizers.normalizedMomentum({ momentum: 0 }),
    learningRate: { from: 1e-3, to: 2e-5, shape: 'cosine' },
    onStep({ terms, audio }) {
      const [sound] = audio as [Float32Array];
      const reached = terms[`custom(missing to ${target})`]![0]! >= 0;
      if (reached && (!least || relativeDistance(sound, clip) < relativeDistance(least, clip))) least = sound.slice();
    },
  });
  original.dispose();
  if (!least) throw new Error('the unit did not reach its target');
  return least;
}

const ROUNDS = 8;

/** The sound of the smallest bound, by bisection, under which projected ascent reaches the target in 64 steps. */
async function smallestBall(kit: Kit, target: number): Promise<Float32Array> {
  const { model, engine, clip } = kit;
  const steps = 64;
  let [low, high] = [0, 0.2 * norm(clip)];
  let found: Float32Array | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const bound = (low + high) / 2;
    const { audio, scores } = await render(model, objectives.neuron(LAYER, CHANNEL), {
      samples: clip.length,
      steps,
      engine,
      param: param.waveform({ from: clip }),
      transforms: transforms.none(),
      optimizer: ascentInBall(clip, bound, (2.5 * bound) / steps),
    });
    if (scores[0]! >= target) [found, high] = [audio[0], bound];
    else low = bound;
  }
  if (!found) throw new Error('the unit did not reach its target within a fifth of the clip');
  return found;
}
