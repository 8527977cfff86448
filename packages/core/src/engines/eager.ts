import type { ModelAdapter } from '@audiate/protocol';
import type { LayerTerm, Scorer } from './engine.js';

/** Runs the model and its terms op by op on the active backend, by TensorFlow.js's own autodiff. */
export function eagerScorer(model: ModelAdapter, terms: readonly LayerTerm[]): Scorer {
  const layers = [...new Set(terms.flatMap((term) => term.layers))];
  return (heard, raw) => {
    const activations = model.forward(heard, layers);
    return terms.map((term) => term.score(activations, raw));
  };
}
