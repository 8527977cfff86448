import { objectives } from '@audiate/core';
import { checkNumber, layerInfo, type ModelAdapter, type Objective } from '@audiate/protocol';
import { labelsOf } from './labels-of.js';
import { layerOf } from './layer-of.js';
import type { Target } from './parse-target.js';

/** A moment of the sound that is to excite a unit. */
export type Moment = 'center' | { readonly ms: number };

/**
 * What targets ask of a model: of each unit, token and text one objective.
 * @param at the moment that counts; all of the sound unless given. Of texts all counts.
 * @throws InputError for a layer, a unit or a token that the model does not have, with the nearest that it has.
 */
export function objectivesOf(model: ModelAdapter, targets: readonly Target[], at?: Moment): Objective[] {
  return targets.flatMap((target): Objective[] => {
    if (target.kind === 'word') return [objectives.ctc(target.text) as Objective];
    if (target.kind === 'logit') {
      const options = at === undefined ? {} : { at };
      return labelsOf(model, target.text).map((label) => objectives.logit(label, options) as Objective);
    }
    const layer = layerOf(model, target.layer);
    const { channels } = layerInfo(model, layer);
    return target.units.map((unit) => {
      checkNumber(`unit of ${layer}`, unit, { min: 0, max: channels - 1, integer: true });
      return (at === undefined ? objectives.channel(layer, unit) : objectives.neuron(layer, unit, { at })) as Objective;
    });
  });
}
