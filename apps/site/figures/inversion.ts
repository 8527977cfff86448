// A recording again ("ten of clubs"), made from noise: what the last convolution keeps of it. Words stay, the voice goes.
import { readFile } from 'node:fs/promises';
import { activations, objectives, readSound, render, transforms } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const model = await tiny();
const recording = await readSound(await readFile('fixtures/speech/cards/001.wav'));
const clip = recording.samples.slice(0, 16_384);
const { 'conv.6': target } = await activations(model, clip, ['conv.6']);
export const result = await render(model, objectives.activationMatch('conv.6', target), {
  samples: clip.length,
  transforms: transforms.none(),
  steps: 80,
  seed: 1,
});
