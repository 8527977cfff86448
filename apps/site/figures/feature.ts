// A feature of a sparse autoencoder on the third block: one that answers to S, so a hiss.
import { objectives, render } from '@audiate/core';
import { withDictionary } from '@audiate/sae';
import { tiny } from '@audiate/wav2vec2-tiny';
import { tinyDictionary } from '@audiate/wav2vec2-tiny/dictionary';

const model = withDictionary(await tiny(), 'encoder.2', await tinyDictionary());
export const result = await render(model, objectives.channel('encoder.2.features', 404), { steps: 64, seed: 1 });
