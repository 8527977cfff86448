import type { ModelInfo, Objective, Spec } from '@audiate/core';
import { hasOneFrame } from '@audiate/protocol';
import { frameAt, type Moment } from './frame-at.js';

/** What a term listens to: a channel of a layer, in one frame or over all of them. */
export interface Unit {
  readonly layer: string;
  readonly channel: number;
  /** Counted from 0, of the raw sound; undefined for a channel over time. */
  readonly frame?: number;
  /** For a `neuron` that is pooled over some time around its frame: over how many ms. */
  readonly poolMs?: number;
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
    const { layer, channel, at, poolMs } = found;
    const info = model.layers[layer];
    if (!info) continue;
    const over = at === undefined && !hasOneFrame(info);
    const frame = over ? {} : { frame: frameAt(at ?? 'center', info, { model, samples }) };
    return { layer, channel, ...frame, ...(poolMs === undefined ? {} : { poolMs }) };
  }
  return undefined;
}

interface Found {
  readonly layer: string;
  readonly channel: number;
  readonly at?: Moment;
  readonly poolMs?: number;
}

function unitIn(spec: Spec, model: ModelInfo, prefix: string): Found | undefined {
  const at = spec.at as Moment | undefined;
  const when = at === undefined ? {} : { at };
  switch (spec.kind) {
    case 'neuron': {
      const pool = spec.pool as { readonly ms: number } | undefined;
      const over = pool === undefined ? {} : { poolMs: pool.ms };
      return { layer: `${prefix}${spec.layer}`, channel: spec.channel as number, at: at ?? 'center', ...over };
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
