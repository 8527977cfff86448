// A note as a music network hears it: what makes Spotify's Basic Pitch most certain that an A4 sounds, all the time? One hears
// noise with a steady pitch in it, and the spectrogram shows lines at 440 Hz and its multiples. Beforehand, in an empty folder:
// `npm pack @spotify/basic-pitch@1.0.1 && tar xzf spotify-basic-pitch-1.0.1.tgz`, 0.6 MB. Then
// `tsx basic-pitch.ts package/model 69 note` (its folder, a MIDI number from 21 to 108, note or onset).
import { activations, objectives, render, save, transforms } from '@audiate/core';
import { loadTfjs } from '@audiate/models-tfjs';

const [folder = 'package/model', midi = '69', layer = 'note'] = process.argv.slice(2);
const network = 'StatefulPartitionedCall/model_1';
const frames = { hop: 256, offset: 0, receptiveField: 1, minSamples: 1, channels: 88, global: true };
const model = await loadTfjs(folder, {
  name: 'basic-pitch',
  sampleRate: 22_050,
  // what goes into the sigmoids: a sigmoid that is almost 0 has almost no slope
  layers: { note: `${network}/conv2d_3/BiasAdd`, onset: `${network}/conv2d_5/BiasAdd` },
  // what loadTfjs measures itself where facts are left out
  facts: { note: { ...frames, depth: 0 }, onset: { ...frames, depth: 1 } },
});
const key = Number(midi) - 21; // of a piano, whose lowest is 21
const unit = layer === 'onset' ? objectives.neuron('onset', key, { at: 'center' }) : objectives.channel('note', key);
const result = await render(model, unit, {
  samples: 43_844, // the length that it was trained on
  steps: 64,
  seed: 1,
  transforms: transforms.none(), // those that are usual move the pitch by a semitone
});
await save(result, 'out/basic-pitch');

const { note } = await activations(model, result.audio[0]!, ['note']);
const [, count, notes] = note.shape;
const certainty = Array.from({ length: notes }, (_, i) => {
  const logits = Array.from({ length: count }, (_, frame) => note.data[frame * notes + i]!);
  return logits.reduce((sum, logit) => sum + 1 / (1 + Math.exp(-logit)), 0) / count;
});
const loudest = [...certainty.keys()].sort((a, b) => certainty[b]! - certainty[a]!).slice(0, 3);
console.log(
  `it hears ${loudest.map((i) => `${i + 21} (${certainty[i]!.toFixed(2)})`).join(', ')}: open out/basic-pitch/index.html`,
);
