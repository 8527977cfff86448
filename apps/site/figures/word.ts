// A word: a hoarse voice says "hello". The model's vocabulary is phones: HH AH L OW.
import { objectives, render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

export const result = await render(await tiny(), objectives.ctc('HH AH L OW'), { steps: 64, seed: 1 });
