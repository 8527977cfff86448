// A transform of your own, mixed with built-in ones: every step hears the sound through another random echo, so that
// the result still works in a room. Tones with soft edges.
import { fold, type Key, objectives, render, save, transforms, uniform } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import * as tf from '@tensorflow/tfjs';

const echo = transforms.custom('echo', (audio, key) => {
  const [batch, samples] = audio.shape;
  const echoes = Array.from({ length: batch }, (_, item) => {
    const delay = drawDelay(fold(key, item), samples);
    const sound = tf.slice(audio, [item, 0], [1, samples - delay]);
    return tf.pad(sound, [
      [0, 0],
      [delay, 0],
    ]);
  });
  return tf.add(audio, tf.mul(tf.concat(echoes, 0), 0.5)) as typeof audio;
});

function drawDelay(key: Key, samples: number): number {
  return Math.floor(uniform(key, 1, 0.01, 0.05)[0]! * samples);
}

const model = await tiny();
const stack = transforms.compose(echo, transforms.standard());
const result = await render(model, objectives.neuron('encoder.1', 17), { transforms: stack, steps: 64 });
await save(result, 'out/custom-transform');
console.log(`best score ${result.best[0]!.score.toFixed(3)}: open out/custom-transform/index.html`);
