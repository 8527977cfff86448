// One recording turns into the other's texture: begun from "ten of clubs", it ends with the hiss and ring of "five five"
// in no order.
import { objectives } from '@audiate/core';
import { correlation } from './correlation.ts';
import { fromClip } from './from-clip.ts';
import { gramDistance } from './gram.ts';
import { hear } from './hear.ts';
import type { Piece } from './piece.ts';

const LAYER = 'conv.6';

export const styleTransfer: Piece = {
  title: 'Style transfer',
  hear: 'The clip ("ten of clubs") takes on the texture of another ("five five") in conv.6.',
  async make(kit) {
    const { clip, other } = kit;
    const target = await hear(other, LAYER, kit);
    const sound = await fromClip(objectives.style(LAYER, target), kit, { steps: 48 });
    const [begun, ended] = [await hear(clip, LAYER, kit), await hear(sound, LAYER, kit)];
    const share = gramDistance(ended, target) / gramDistance(begun, target);
    return {
      sounds: [
        { name: 'other-clip', audio: other },
        { name: 'style-transfer', audio: sound },
      ],
      figures: [
        { what: 'Gram distance to the other clip ÷ that of the start', value: share, target: { is: '<', value: 0.1 } },
        { what: 'correlation of waveforms with the start', value: correlation(sound, clip) },
      ],
    };
  },
};
