import { checkChoice, checkNumber, type ModelAdapter } from '@audiate/protocol';
import { checkModel } from '../hearing/check-model.js';
import { checkOptions, optionNames, type RenderOptions } from '../render/options.js';
import { checkLevel } from '../saved/file-level.js';
import { type Batch, cutBatches } from './batches.js';
import type { ManyOptions } from './many-options.js';
import { readTargets, type Targets } from './targets.js';

/** A sweep's settings, checked and with every default filled in. */
export interface SweepPlan {
  readonly batches: readonly Batch[];
  /** How many targets. */
  readonly of: number;
  /** Of every render. */
  readonly settings: RenderOptions;
  readonly concurrency: number | 'auto';
  readonly saveEveryMs: number;
  /** Of the files. */
  readonly level: 'unclipped' | 'raw';
  readonly page: { readonly title: string; readonly intro: string | undefined; readonly sort: 'score' | 'given' };
}

/** @throws InputError for any target or option that does not fit the model. */
export function planSweep(model: ModelAdapter, given: Targets, options: ManyOptions): SweepPlan {
  checkModel(model, 'renderMany');
  checkOptions('options of renderMany', options, [...optionNames(['resume']), ...OWN]);
  const {
    folder: _,
    onStep: __,
    batch,
    together,
    concurrency,
    saveEverySeconds,
    level,
    title,
    intro,
    sort,
    ...settings
  } = options;
  const size = checkNumber('batch', batch ?? 8, { min: 1, max: MAX_BATCH, integer: true });
  const saveEveryMs = 1000 * checkNumber('saveEverySeconds', saveEverySeconds ?? 60, { min: 0 });
  const targets = readTargets(given, settings.steps ?? 256);
  const batches = cutBatches(model, targets, { size, together, options: settings });
  const page = {
    title: title ?? `${targets.length} target${targets.length === 1 ? '' : 's'} on ${model.name}`,
    intro,
    sort: checkChoice('sort', sort ?? 'score', ['score', 'given'] as const),
  };
  const width = concurrency === 'auto' ? concurrency : checkConcurrency(concurrency ?? 1);
  return { batches, of: targets.length, settings, concurrency: width, saveEveryMs, level: checkLevel(level), page };
}

function checkConcurrency(concurrency: number): number {
  return checkNumber('concurrency', concurrency, { min: 1, max: MAX_LANES, integer: true, hint: "or 'auto'" });
}

const MAX_BATCH = 1024;
const MAX_LANES = 256;
const OWN = [
  'folder',
  'together',
  'concurrency',
  'saveEverySeconds',
  'level',
  'title',
  'intro',
  'sort',
] satisfies (keyof ManyOptions)[];
