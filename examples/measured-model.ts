// A model of your own in thirty lines: a bank of tones by frames, then what neighbouring frames have in common. It says what it
// computes; hop, receptive field and the other facts are measured. The sound is a steady tone of 1,000 Hz.
import { activations, objectives, param, render, save } from '@audiate/core';
import { conv1d, measureModel, weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';

const [taps, tonesHz, sampleRate] = [256, [250, 500, 1000, 2000, 4000], 16_000];
const phases = tonesHz.flatMap((hz) => [0, Math.PI / 2].map((start) => ({ hz, start })));
const bank = Float32Array.from({ length: phases.length * taps }, (_, i) => {
  const { hz, start } = phases[Math.floor(i / taps)]!;
  return Math.sin((2 * Math.PI * hz * (i % taps)) / sampleRate + start) / taps;
});
const waves = weight(bank, [phases.length, 1, taps]);

const model = await measureModel({
  name: 'tones',
  fingerprint: `tones-${tonesHz.join('-')}`, // changes when the model does
  sampleRate,
  layers: ['tones', 'steady'],
  forward(audio) {
    const [batch] = audio.shape;
    const pairs = tf.square(conv1d(tf.expandDims(audio, 2), waves, { stride: 128 }));
    const tones: tf.Tensor3D = tf.sum(tf.reshape(pairs, [batch, -1, tonesHz.length, 2]), 3);
    const frames = tones.shape[1];
    const before = tf.slice(tones, [0, 0, 0], [batch, frames - 1, tonesHz.length]);
    const steady: tf.Tensor3D = tf.mul(before, tf.slice(tones, [0, 1, 0], [batch, frames - 1, tonesHz.length]));
    return { tones, steady };
  },
  dispose: () => waves.dispose(),
});
console.log(model.layers.steady);

const flat = param.rms(param.spectrum({ prior: 'flat' }));
const result = await render(model, objectives.channel('tones', 2), { steps: 64, seed: 1, param: flat });
await save(result, 'out/measured-model');
const { tones } = await activations(model, result.audio[0]!, ['tones']);
const sums = tonesHz.map((_, tone) => tones.data.reduce((sum, x, i) => sum + (i % tonesHz.length === tone ? x : 0), 0));
const share = Math.max(...sums) / sums.reduce((sum, x) => sum + x);
console.log(`loudest at ${tonesHz[sums.indexOf(Math.max(...sums))]} Hz, ${(100 * share).toFixed(0)} % of all`);
