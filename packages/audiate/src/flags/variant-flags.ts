import { objectives } from '@audiate/core';
import { InputError, type ModelAdapter, type Objective } from '@audiate/protocol';
import type { Command } from 'commander';
import { layerOf } from '../target/layer-of.js';
import { valueFlag } from './choices.js';
import { whole } from './numbers.js';
import { weighed } from './weighed.js';

/** How many sounds a target gets, and how they are held apart. */
export interface VariantFlags {
  readonly variants: number;
  /** The layer to which they are to be unlike, and the weight. */
  readonly diversity?: { readonly name: string; readonly weight: number };
}

/** Adds the flags of several sounds for a target. */
export function addVariantFlags(command: Command): Command {
  return command
    .addOption(valueFlag('--variants <count>', 'sounds of each target, which are a batch', { read: whole(1) }, 1))
    .addOption(
      valueFlag('--diversity <layer[=weight]>', 'holds the variants of a target apart, as a layer hears them', {
        read: weighed,
      }),
    );
}

/**
 * What is asked of the variants of a target together; undefined for nothing.
 * @throws InputError for a layer that the model does not have, and for fewer than two variants.
 */
export function togetherOf(model: ModelAdapter, { variants, diversity }: VariantFlags): Objective | undefined {
  if (!diversity) return undefined;
  const layer = layerOf(model, diversity.name);
  if (variants > 1) return objectives.scale(objectives.diversity(layer), diversity.weight) as Objective;
  throw new InputError(`--diversity holds the variants of a target apart, and there is one; give --variants 3`);
}
