// A short syllable in the middle of a second of noise: what one unit of the second block listens for.
import { objectives, render } from '@audiate/core';
import { statistics } from '@audiate/wav2vec2-tiny';
import type { Piece } from './piece.ts';
import { unitAtCentre } from './unit.ts';

const LAYER = 'encoder.1';
const CHANNEL = 17;

export const neuron: Piece = {
  title: 'Neuron',
  hear: 'A short syllable in the middle: what encoder.1:17 listens for.',
  async make(kit) {
    const { model, engine } = kit;
    const objective = objectives.neuron(LAYER, CHANNEL, { neighbors: 0.1 });
    const { audio } = await render(model, objective, { steps: 48, seed: 1, engine });
    const natural = (await statistics()).layers[LAYER]!.max[CHANNEL]!;
    return {
      sounds: [{ name: 'neuron', audio: audio[0]! }],
      figures: [
        {
          what: 'the unit at the centre (target: its natural maximum)',
          value: await unitAtCentre(audio[0]!, LAYER, CHANNEL, kit),
          target: { is: '≥', value: natural },
        },
      ],
    };
  },
};
