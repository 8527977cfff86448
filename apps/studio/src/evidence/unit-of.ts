import { layerLabels, layerNames, type ModelAdapter } from '@audiate/protocol';
import type { Target } from '../state/target.js';

/** A unit of a layer. */
export interface Unit {
  readonly layer: string;
  readonly unit: number;
}

/** The unit that a target is about; undefined for a text. */
export function unitOf(target: Target, model: ModelAdapter): Unit | undefined {
  if (target.kind === 'unit') return target;
  if (target.kind === 'word') return undefined;
  const { token } = target;
  const labelsOf = (layer: string) => layerLabels(model, layer);
  const layer = layerNames(model).findLast((name) => labelsOf(name)?.includes(token));
  return layer === undefined ? undefined : { layer, unit: labelsOf(layer)!.indexOf(token) };
}
