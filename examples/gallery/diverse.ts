// Three sounds for one unit, as unlike as they can be: what they share is what the unit listens for.
import { type Objective, objectives, render } from '@audiate/core';
import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import { gramCosine } from './gram.ts';
import { type Heard, hear } from './hear.ts';
import type { Kit, Piece } from './piece.ts';
import { speechPercentile } from './speech-percentile.ts';
import { meanOf, unitAtCentre } from './unit.ts';

const LAYER = 'encoder.2';
const CHANNEL = 5;
const TEXTURE = 'conv.6';

export const diverse: Piece = {
  title: 'Diverse set',
  hear: 'Three sounds that excite encoder.2:5 and differ as much as they can.',
  async make(kit) {
    const unit = objectives.neuron(LAYER, CHANNEL);
    const alike = await renderThree(unit, kit);
    const apart = await renderThree(objectives.sum(unit, objectives.scale(objectives.diversity(TEXTURE), 4)), kit);
    const rare = await speechPercentile(LAYER, CHANNEL, 99.9);
    const scores = await Promise.all(apart.map((sound) => unitAtCentre(sound, LAYER, CHANNEL, kit)));
    const [likenessApart, likenessAlike] = [await likeness(apart, kit), await likeness(alike, kit)];
    return {
      sounds: apart.map((audio, i) => ({ name: `diverse-${i + 1}`, audio })),
      figures: [
        {
          what: 'the least of the three units (target: its 99.9th percentile on speech)',
          value: Math.min(...scores),
          target: { is: '≥', value: rare },
        },
        { what: 'likeness of Gram matrices without diversity', value: likenessAlike },
        { what: 'likeness with diversity', value: likenessApart, target: { is: '<', value: likenessAlike } },
      ],
    };
  },
};

async function renderThree(objective: Objective<Wav2Vec2Layer>, { model, engine }: Kit) {
  return (await render(model, objective, { batch: 3, steps: 40, seed: 1, engine })).audio;
}

/** The mean cosine of the Gram matrices of three sounds, two by two. */
async function likeness(sounds: readonly Float32Array[], kit: Kit): Promise<number> {
  const heard: Heard[] = [];
  for (const sound of sounds) heard.push(await hear(sound, TEXTURE, kit));
  const [a, b, c] = heard as [Heard, Heard, Heard];
  return meanOf([gramCosine(a, b), gramCosine(a, c), gramCosine(b, c)]);
}
