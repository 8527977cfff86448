import { type GivenSettings, objectives, recordSettings, reviveSettings } from '@audiate/core';
import { checkNumber, InputError, type ModelAdapter } from '@audiate/protocol';
import { checkFlacRate } from '../sounds/flac.js';
import { type AtlasPlan, type UnitRange, unitCount } from './atlas-plan.js';
import { MAX_BATCH, MAX_UNITS_PER_CHUNK, mostUnits } from './chunk-limits.js';
import { checkRetentionDraws } from './retention-draws.js';
import { unitRanges } from './unit-ranges.js';
import { msPerUnit } from './unit-rate.js';

/** Options of {@link planAtlas}: those settings of a render that every unit shares, and how the work is cut. */
export interface PlanOptions extends Omit<GivenSettings, 'batch'> {
  /** How many units are rendered side by side; 8. */
  readonly batch?: number;
  /** How long a chunk shall take on a machine like this one, in minutes; 20. A few steps of each layer are made, and their sounds judged, to learn how many units that is. */
  readonly minutes?: number;
  /** How many units a chunk holds at most, 4096, and fewer of long sounds; nothing is measured then. */
  readonly unitsPerChunk?: number;
  /**
   * Draws of each random held-out transform that the retention of a sound is measured under, 1: some fifteen passes of the model in
   * all, without gradients. 0 measures none.
   */
  readonly retentionDraws?: number;
  /** What the model is called, for whoever runs the plan. */
  readonly source?: string;
}

const BATCH = 8;
const MINUTES = 20;

/**
 * Plans the atlas of units of a model: writes down once what is rendered, how, and how it is cut into chunks, so that any
 * number of machines do it, in any order, with the same result. A chunk holds whole batches of one layer.
 *
 * The sound of a unit depends on the plan alone: on its settings, and on the unit's place in its batch.
 * @param targets `encoder.3` for all of a layer, `encoder.3:17`, or `encoder.3:0-31`; all layers unless given.
 * @throws InputError for a target or a setting that does not fit the model, and for a custom part: other machines lack it.
 */
export async function planAtlas(
  model: ModelAdapter,
  targets: readonly string[] = Object.keys(model.layers),
  options: PlanOptions = {},
): Promise<AtlasPlan> {
  const { minutes = MINUTES, unitsPerChunk, source, batch = BATCH, retentionDraws = 1, ...given } = options;
  checkNumber('minutes', minutes, { above: 0 });
  checkNumber('batch', batch, { min: 1, max: MAX_BATCH, integer: true });
  if (unitsPerChunk !== undefined) {
    checkNumber('unitsPerChunk', unitsPerChunk, { min: 1, max: MAX_UNITS_PER_CHUNK, integer: true });
  }
  checkRetentionDraws(retentionDraws);
  const ranges = unitRanges(model, targets);
  checkFlacRate(model.sampleRate);
  const settings = recordSettings(model, { ...given, batch });
  checkEachLayer(model, ranges, settings.samples);
  const most = mostUnits(settings);
  const work = { settings: reviveAlone(settings), retentionDraws };
  const rates: Record<string, number> = {};
  const chunks: UnitRange[] = [];
  for (const range of ranges) {
    if (unitsPerChunk === undefined) rates[range.layer] ??= await msPerUnit(model, range, work);
    const wanted = unitsPerChunk ?? (60_000 * minutes) / Math.max(1e-3, rates[range.layer]!);
    chunks.push(...cut(range, wholeBatches(Math.min(wanted, most), batch)));
  }
  const { name, fingerprint, sampleRate } = model;
  return {
    format: 1,
    model: { name, fingerprint, sampleRate },
    ...(source === undefined ? {} : { source }),
    settings,
    retentionDraws,
    chunks,
    ...(unitsPerChunk === undefined ? { msPerUnit: rates } : {}),
  };
}

/** @throws InputError where a sound is too short for a layer. */
function checkEachLayer(model: ModelAdapter, ranges: readonly UnitRange[], samples: number): void {
  for (const { layer, first } of ranges) {
    for (const { term } of objectives.channel(layer, first).terms) term.bind({ model, batch: 1, samples });
  }
}

/** Settings as a machine has them that holds the plan and nothing else. */
function reviveAlone(settings: AtlasPlan['settings']) {
  try {
    return reviveSettings(settings);
  } catch (error) {
    throw new InputError(
      `an atlas can't hold these settings: ${(error as Error).message}; a machine that runs the plan has no custom part and no array`,
      { cause: error },
    );
  }
}

function wholeBatches(units: number, batch: number): number {
  return Math.max(batch, Math.floor(units / batch) * batch);
}

function cut(range: UnitRange, size: number): UnitRange[] {
  return Array.from({ length: Math.ceil(unitCount(range) / size) }, (_, i) => {
    const first = range.first + i * size;
    return { layer: range.layer, first, last: Math.min(first + size - 1, range.last) };
  });
}
