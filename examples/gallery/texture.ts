// A steady texture without beginning or end: one channel of the last convolution but one, on at every moment.
import { objectives, render } from '@audiate/core';
import { statistics } from '@audiate/wav2vec2-tiny';
import type { Piece } from './piece.ts';
import { speechPercentile } from './speech-percentile.ts';
import { meanOf, unitOver } from './unit.ts';

const LAYER = 'conv.5';
const CHANNEL = 3;

export const texture: Piece = {
  title: 'Channel texture',
  hear: 'A steady texture without beginning or end: conv.5:3 on at every moment.',
  async make(kit) {
    const { model, engine } = kit;
    const { audio } = await render(model, objectives.channel(LAYER, CHANNEL), { steps: 48, seed: 1, engine });
    const { layers } = await statistics();
    return {
      sounds: [{ name: 'texture', audio: audio[0]! }],
      figures: [
        {
          what: "the unit's mean over time (target: its 90th percentile on speech)",
          value: meanOf(await unitOver(audio[0]!, LAYER, CHANNEL, kit)),
          target: { is: '≥', value: await speechPercentile(LAYER, CHANNEL, 90) },
        },
        { what: 'its 99th percentile on speech', value: await speechPercentile(LAYER, CHANNEL, 99) },
        { what: 'its mean on speech', value: layers[LAYER]!.mean[CHANNEL]! },
      ],
    };
  },
};
