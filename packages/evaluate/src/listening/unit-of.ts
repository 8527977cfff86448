import type { ModelInfo, Objective, Spec } from '@audiate/core';
import { type Pool, poolReach, type Reduce } from '@audiate/objectives';
import { hasOneFrame } from '@audiate/protocol';
import { frameAt, type Moment } from './frame-at.js';

/** What a term listens to: a channel of a layer, in one frame or over all of them. */
export interface Unit {
  readonly layer: string;
  readonly channel: number;
  /** Counted from 0, of the raw sound; undefined for a channel over time. */
  readonly frame?: number;
  /** For a `neuron` that is pooled over some time: over how many frames to either side of its own. */
  readonly beside?: number;
  /** How these become one score, where it is not by their mean. */
  readonly reduce?: Reduce;
}

/**
 * The unit that an objective climbs: its first `neuron`, `channel` or `logit` of a weight above 0, also within a joined
 * model. Undefined for words, directions and everything else that is no single unit.
 * @param samples of the raw sound.
 */
export function unitOf({ terms }: Objective, model: ModelInfo, samples: number): Unit | undefined {
  for (const { weight, term } of terms) {
    if (typeof weight === 'number' && weight <= 0) continue;
    const found = unitIn(term.spec, model, '');
    if (!found) continue;
    const { at, ...unit } = found;
    const info = model.layers[unit.layer];
    if (!info) continue;
    const over = at === undefined && !hasOneFrame(info);
    const frame = over ? {} : { frame: frameAt(at ?? 'center', info, { model, samples }) };
    return { ...unit, ...frame };
  }
  return undefined;
}

interface Found extends Omit<Unit, 'frame'> {
  readonly at?: Moment;
}

function unitIn(spec: Spec, model: ModelInfo, prefix: string): Found | undefined {
  const at = spec.at as Moment | undefined;
  const when = at === undefined ? {} : { at };
  switch (spec.kind) {
    case 'neuron': {
      const pool = spec.pool as Pool | false | undefined;
      const beside = (spec.layer as string) in model.layers ? poolReach(pool, spec.layer as string, model) : 0;
      const reduce = beside > 0 && pool && pool.reduce !== 'mean' ? { reduce: pool.reduce! } : {};
      const unit = { layer: `${prefix}${spec.layer}`, channel: spec.channel as number, at: at ?? 'center' };
      return { ...unit, ...(beside > 0 && { beside, ...reduce }) };
    }
    case 'channel':
      return { layer: `${prefix}${spec.layer}`, channel: spec.channel as number };
    case 'logit': {
      const labelled = labelsOf(model);
      const channel = labelled?.labels.indexOf(spec.token as string) ?? -1;
      return labelled && channel >= 0 ? { layer: `${prefix}${labelled.layer}`, channel, ...when } : undefined;
    }
    case 'within': {
      const part = model.parts?.[spec.part as string];
      return part && unitIn(spec.term as Spec, part, `${prefix}${spec.part}/`);
    }
    default:
      return undefined;
  }
}

function labelsOf({ vocabulary, layers }: ModelInfo) {
  if (vocabulary) return { layer: 'logits', labels: vocabulary };
  const found = Object.entries(layers).find(([, info]) => info.vocabulary);
  return found && { layer: found[0], labels: found[1].vocabulary! };
}
