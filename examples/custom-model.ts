// A model of your own: band energies of a bank of cosines, written in plain TensorFlow.js. The sound is the band itself:
// a tone of 1,000 Hz.
import { defineModel, objectives, param, render, save } from '@audiate/core';
import * as tf from '@tensorflow/tfjs';

const window = 256;
const sampleRate = 16_000;
const bandsHz = [250, 500, 1000, 2000, 4000];

const bank = tf.tidy(() => {
  const time = tf.linspace(0, (window - 1) / sampleRate, window);
  const phase = tf.mul(tf.reshape(time, [window, 1]), tf.mul(tf.tensor2d([bandsHz]), 2 * Math.PI));
  return [tf.keep(tf.cos(phase)), tf.keep(tf.sin(phase))];
});

const model = defineModel({
  name: 'cosine bank',
  fingerprint: `cosine-bank-${bandsHz.join('-')}`,
  sampleRate,
  minSamples: window,
  layers: {
    bands: {
      depth: 0,
      channels: bandsHz.length,
      hop: window,
      offset: 0,
      receptiveField: window,
      minSamples: window,
      global: false,
    },
  },
  forward(audio) {
    const bands = tf.tidy(() => {
      const [batch, samples] = audio.shape;
      const frames = Math.floor(samples / window);
      const rows = tf.reshape(tf.slice(audio, [0, 0], [batch, frames * window]), [batch * frames, window]);
      const energies = bank.map((waves) => tf.square(tf.matMul(rows, waves)));
      return tf.reshape(tf.addN(energies), [batch, frames, bandsHz.length]) as tf.Tensor3D;
    });
    return { bands };
  },
  dispose: () => tf.dispose(bank),
});

const result = await render(model, objectives.channel('bands', 2), {
  steps: 64,
  param: param.rms(param.spectrum({ prior: 'flat' })),
});
await save(result, 'out/custom-model');

const crossings = result.audio[0]!.reduce((n, x, i, all) => n + (i > 0 && x >= 0 && all[i - 1]! < 0 ? 1 : 0), 0);
console.log(`${crossings} Hz by zero crossings`);
