import type { LayerFacts, ModelFacts } from '../protocol/model.js';
import type { Target } from '../state/target.js';

/** What a unit of the map stands for: a token by its name where the model can be asked for it, else the unit. */
export function targetOf({ layers, tokens }: ModelFacts, layer: LayerFacts, unit: number): Target {
  const token = layer.vocabulary?.[unit];
  const labelled = layers.findLast(({ vocabulary }) => vocabulary !== undefined);
  const isNamed = token !== undefined && labelled?.name === layer.name && tokens.includes(token);
  return isNamed ? { kind: 'token', token } : { kind: 'unit', layer: layer.name, unit };
}
