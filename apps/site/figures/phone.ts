// A phone: a voice out of noise says "ee", as in "see". The card asks a second model, which took no part, what it hears.
import { objectives, render } from '@audiate/core';
import { evaluate, evaluationFacts } from '@audiate/evaluate';
import { statistics, tiny, tinyB } from '@audiate/wav2vec2-tiny';

const model = await tiny();
export const result = await render(model, objectives.logit('IY', { at: 'center' }), { steps: 64, seed: 1 });
const judged = { model, judges: { tinyB: await tinyB() }, statistics: await statistics(), seeds: 3 };
export const [card] = (await evaluate(result, judged)).map(evaluationFacts);
