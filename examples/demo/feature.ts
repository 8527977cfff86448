import type { ModelAdapter, RenderOptions, RenderResult } from '@audiate/core';
import { objectives, render } from '@audiate/core';
import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import { withDictionary } from '@audiate/sae';
import { tinyDictionary } from '@audiate/wav2vec2-tiny/dictionary';

/** What to know of the feature; `npm run features` prints these figures, and docs/models.md says what of. */
export const featureDescription =
  'A feature of the sparse autoencoder of encoder.2. It is of the phone UW, as in "you": in synthetic speech with sentences that it was not trained on, all of the 100 frames in which it is highest are UW (purity 1.00), and it finds UW with an F1 of .83, the best neuron with .37.';

/** Feature 289 of the sparse autoencoder that comes with `tiny`. */
export async function renderFeature(tiny: ModelAdapter<Wav2Vec2Layer>, options: RenderOptions): Promise<RenderResult> {
  const model = withDictionary(tiny, 'encoder.2', await tinyDictionary());
  return render(model, objectives.neuron('encoder.2.features', 289), options);
}
