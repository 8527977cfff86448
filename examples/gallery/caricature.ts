// "Ten of clubs" overdone: what the last convolution has units for is nearly twice as strong, at the same loudness.
import { objectives } from '@audiate/core';
import { fromClip } from './from-clip.ts';
import { hear } from './hear.ts';
import { norm } from './norm.ts';
import type { Piece } from './piece.ts';

const LAYER = 'conv.6';

export const caricature: Piece = {
  title: 'Caricature',
  hear: 'The clip ("ten of clubs") overdone: more of what conv.6 has units for, the rest left away.',
  async make(kit) {
    const target = await hear(kit.clip, LAYER, kit);
    const sound = await fromClip(objectives.caricature(LAYER, target, { cosinePower: 1 }), kit);
    const { data } = await hear(sound, LAYER, kit);
    const dot = data.reduce((sum, x, i) => sum + x * target.data[i]!, 0);
    const size = norm(target.data);
    return {
      sounds: [{ name: 'caricature', audio: sound }],
      figures: [
        {
          what: "the clip's activations in the sound, 1 in the clip",
          value: dot / size ** 2,
          target: { is: '≥', value: 1.5 },
        },
        { what: 'cosine to the activations of the clip', value: dot / (norm(data) * size) },
      ],
    };
  },
};
