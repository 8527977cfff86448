// A voice out of noise says "hello", hoarse but plain: HH AH L OW, in phones, as the model's vocabulary spells it.
import { objectives, render } from '@audiate/core';
import type { Piece } from './piece.ts';
import { readPhones } from './read-phones.ts';

const HELLO = 'HH AH L OW';

export const word: Piece = {
  title: 'Word',
  hear: 'A voice out of noise says "hello".',
  async make(kit) {
    const { model, engine } = kit;
    const { audio, scores } = await render(model, objectives.ctc(HELLO), { steps: 64, seed: 1, engine });
    return {
      sounds: [{ name: 'word', audio: audio[0]! }],
      figures: [
        { what: 'greedy decode', value: await readPhones(audio[0]!, kit), target: { is: '=', value: HELLO } },
        { what: 'probability of the text', value: Math.exp(scores[0]!) },
      ],
    };
  },
};
