// An objective of your own: excite a channel while the first half of the sound stays quiet. Silence, then a texture.
import { objectives, render, save } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import * as tf from '@tensorflow/tfjs';

const model = await tiny();
const quietStart = objectives.custom('quiet start', [], (_, raw) => {
  const [batch, samples] = raw.shape;
  const firstHalf = tf.slice(raw, [0, 0], [batch, Math.floor(samples / 2)]);
  return tf.neg(tf.mean(tf.square(firstHalf), 1));
});
const target = objectives.sum(objectives.channel('encoder.1', 9), objectives.scale(quietStart, 1000));
const result = await render(model, target, { steps: 64 });
await save(result, 'out/custom-objective');

const energy = (part: Float32Array) => part.reduce((sum, x) => sum + x * x, 0);
const [sound] = result.audio as [Float32Array];
const half = sound.length / 2;
console.log(
  `energy: first half ${energy(sound.slice(0, half)).toFixed(1)}, second ${energy(sound.slice(half)).toFixed(1)}`,
);
