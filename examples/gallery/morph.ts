// Five sounds on the way from the vowel of "see" (IY) to the one of "saw" (AO), in equal steps of the objective.
import { objectives, render } from '@audiate/core';
import type { Piece } from './piece.ts';
import { unitAtCentre } from './unit.ts';

const FROM = 'IY';
const TO = 'AO';

export const morph: Piece = {
  title: 'Morph',
  hear: 'Five sounds on the way from the unit of the phone IY ("see") to that of AO ("saw").',
  async make(kit) {
    const { model, engine } = kit;
    const towards = objectives.interpolate(
      objectives.logit(FROM, { at: 'center' }),
      objectives.logit(TO, { at: 'center' }),
    );
    const { audio } = await render(model, towards, { batch: 5, steps: 40, seed: 1, engine });
    const lean: number[] = [];
    for (const sound of audio) {
      const [from, to] = [await logitOf(FROM, sound), await logitOf(TO, sound)];
      lean.push(to - from);
    }
    const rises = lean.slice(1).filter((value, i) => value > lean[i]!).length;
    return {
      sounds: audio.map((sound, i) => ({ name: `morph-${i + 1}`, audio: sound })),
      figures: [
        { what: `logit of ${TO} minus logit of ${FROM}`, value: lean.map((value) => value.toFixed(1)).join(', ') },
        { what: 'steps in which it rises, of 4', value: rises, target: { is: '≥', value: 4 } },
      ],
    };

    function logitOf(token: string, sound: Float32Array): Promise<number> {
      return unitAtCentre(sound, 'logits', model.vocabulary!.indexOf(token), kit);
    }
  },
};
