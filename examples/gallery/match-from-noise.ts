import { objectives, render, transforms } from '@audiate/core';
import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import { correlation } from './correlation.ts';
import { hear } from './hear.ts';
import type { Kit, Made } from './piece.ts';
import { readPhones } from './read-phones.ts';

/** From noise to a sound that one layer hears as it hears the clip, and how alike the two are to layer, ear and text. */
export async function matchFromNoise(kit: Kit, layer: Wav2Vec2Layer, name: string): Promise<Made> {
  const { model, engine, clip, other } = kit;
  const target = await hear(clip, layer, kit);
  const { audio } = await render(model, objectives.activationMatch(layer, target), {
    samples: clip.length,
    steps: 80,
    seed: 1,
    engine,
    transforms: transforms.none(),
  });
  const [sound] = audio as [Float32Array];
  const [made, another] = [await hear(sound, layer, kit), await hear(other, layer, kit)];
  return {
    sounds: [{ name, audio: sound }],
    figures: [
      {
        what: 'correlation of activations with the clip',
        value: correlation(made.data, target.data),
        target: { is: '≥', value: 0.95 },
      },
      {
        what: '|correlation| of waveforms with the clip',
        value: Math.abs(correlation(sound, clip)),
        target: { is: '<', value: 0.1 },
      },
      { what: 'the same of two natural clips, activations', value: correlation(another.data, target.data) },
      { what: 'the same of two natural clips, waveforms', value: Math.abs(correlation(other, clip)) },
      { what: 'read in the clip', value: await readPhones(clip, kit) },
      { what: 'read in the sound', value: await readPhones(sound, kit) },
    ],
  };
}
