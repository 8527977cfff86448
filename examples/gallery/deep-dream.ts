// "Ten of clubs", and more and more of whatever the last convolution hears in it: overgrown, still in its rhythm.
import { objectives } from '@audiate/core';
import { correlation } from './correlation.ts';
import { fromClip } from './from-clip.ts';
import { hear } from './hear.ts';
import type { Kit, Piece } from './piece.ts';

const LAYER = 'conv.6';

export const deepDream: Piece = {
  title: 'DeepDream',
  hear: 'The clip ("ten of clubs"), and more of whatever conv.6 hears in it.',
  async make(kit) {
    const sound = await fromClip(objectives.layer(LAYER), kit);
    const [before, after] = [await meanSquare(kit.clip, kit), await meanSquare(sound, kit)];
    return {
      sounds: [{ name: 'deep-dream', audio: sound }],
      figures: [
        { what: `mean square of ${LAYER} ÷ that of the clip`, value: after / before, target: { is: '≥', value: 2 } },
        { what: 'the same of the other natural clip', value: (await meanSquare(kit.other, kit)) / before },
        { what: 'correlation of waveforms with the clip', value: correlation(sound, kit.clip) },
      ],
    };
  },
};

async function meanSquare(sound: Float32Array, kit: Kit): Promise<number> {
  const { data } = await hear(sound, LAYER, kit);
  return data.reduce((sum, x) => sum + x * x, 0) / data.length;
}
