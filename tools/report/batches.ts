import { createHash } from 'node:crypto';
import type { EngineName, ModelAdapter } from '@audiate/core';
import { objectives, version } from '@audiate/core';
import { instructionsOf } from '@audiate/core/internal/recipe/write';
import { planRender } from '@audiate/core/internal/settings/plan';
import { thisMachine } from '../../bench/machine.ts';
import type { Bench } from './measure.ts';
import type { Target } from './panel.ts';

/** How sounds are made: the rest are the defaults of `render`. */
export interface Settings {
  readonly steps: number;
  readonly seed: number;
  readonly engine: EngineName;
}

/** Targets that are rendered side by side, each with the name of its files. */
export interface Batch {
  readonly targets: readonly Target[];
  readonly names: readonly string[];
}

/** As many as a sweep renders side by side. */
const SIZE = 8;

/**
 * Cuts a panel into batches. A name ends in a hash of all that made the sound and its figures: the recipe with every default
 * filled in, the targets beside it (an item's start hangs on its place), the judges, the speech, machine and versions.
 */
export function batchesOf(bench: Bench, panel: readonly Target[], settings: Settings): Batch[] {
  return Array.from({ length: Math.ceil(panel.length / SIZE) }, (_, i) => {
    const targets = panel.slice(i * SIZE, (i + 1) * SIZE);
    const made = JSON.stringify([instructions(bench, targets, settings), settings.engine, around(bench)]);
    const names = targets.map(({ name }, item) => {
      const hash = createHash('sha256').update(`${item} ${made}`).digest('hex');
      return `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${hash.slice(0, 12)}`;
    });
    return { targets, names };
  });
}

function instructions({ model }: Bench, targets: readonly Target[], { steps, seed }: Settings) {
  const objective = objectives.each(targets.map((target) => target.objective));
  return instructionsOf(planRender(model, objective, { steps, seed }));
}

function around({ judges, statistics, speech }: Bench): unknown {
  const ears = Object.entries(judges).map(([name, judge]: [string, ModelAdapter]) => [name, judge.fingerprint]);
  const sounds = createHash('sha256');
  for (const clip of speech) sounds.update(new Uint8Array(clip.buffer, clip.byteOffset, clip.byteLength));
  const known = createHash('sha256').update(JSON.stringify(statistics) ?? '');
  return [ears, sounds.digest('hex'), known.digest('hex'), version, process.version, thisMachine().cpu];
}
