// Hardly speech to us, the same to the model: from noise to what the third block hears as "ten of clubs".
import { readFile } from 'node:fs/promises';
import { activations, objectives, readSound, render, transforms } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const model = await tiny();
const recording = await readSound(await readFile('fixtures/speech/cards/001.wav'));
const clip = recording.samples.slice(0, 16_384);
const { 'encoder.2': target } = await activations(model, clip, ['encoder.2']);
export const result = await render(model, objectives.activationMatch('encoder.2', target), {
  samples: clip.length,
  transforms: transforms.none(),
  steps: 80,
  seed: 1,
});
