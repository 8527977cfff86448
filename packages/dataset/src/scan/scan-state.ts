import { InputError, type ModelInfo, show } from '@audiate/protocol';
import { addCounts, type Counts, NO_COUNTS } from '../index-file/counts.js';
import { FORMAT, type IndexFacts, layerFacts } from '../index-file/facts.js';
import { checkAlike, finishParts } from '../index-file/merge-indexes.js';
import type { OpenedIndex } from '../index-file/open-index.js';
import { restoreTally } from '../index-file/restore-tally.js';
import { writeIndex } from '../index-file/write-index.js';
import { addTally, type LayerTally, layerTally } from '../tally/layer-tally.js';
import type { ScanPlan } from './options.js';

/** What a scan has heard so far. */
export interface ScanState {
  readonly facts: IndexFacts;
  readonly tallies: readonly LayerTally[];
  /** How many clips were met, heard or skipped: the scan goes on with the next. */
  readonly met: number;
}

/** The metadata of the state under way; a finished index has none of it. */
const MET_KEY = 'audiate.met';

/** A scan that has heard nothing. */
export function emptyState(model: ModelInfo, { settings, layers }: ScanPlan): ScanState {
  const facts: IndexFacts = {
    format: FORMAT,
    model: { name: model.name, fingerprint: model.fingerprint, sampleRate: model.sampleRate },
    settings,
    layers: layers.map((name) => layerFacts(model, name)),
    ...NO_COUNTS,
    sample: [],
  };
  return { facts, tallies: facts.layers.map(({ channels }) => layerTally(channels, settings)), met: 0 };
}

/** The state after some more clips. */
export function counted(state: ScanState, counts: Counts, met: number): ScanState {
  return { ...state, facts: { ...state.facts, ...addCounts(state.facts, counts) }, met: state.met + met };
}

/** The counts of a state and of what came after it. */
export function addedCounts(state: ScanState, { facts, met }: ScanState): ScanState {
  return counted(state, facts, met);
}

/** A state and what came after it, which is counted into the first one's tallies: the same as if one had heard both. */
export function addState(state: ScanState, after: ScanState): ScanState {
  for (const [i, tally] of state.tallies.entries()) addTally(tally, after.tallies[i]!);
  return addedCounts(state, after);
}

/** As a file: an index of what was heard, and for a scan under way where it stands. */
export function stateBytes(state: ScanState, { underWay }: { readonly underWay: boolean }): Promise<Uint8Array> {
  return writeIndex(finishParts(state), underWay ? [{ key: MET_KEY, value: String(state.met) }] : []);
}

/**
 * The state that a file has.
 * @throws InputError when it was made by another model, with other settings or on other layers.
 */
export async function restoreState(file: OpenedIndex, { facts }: ScanState, name: string): Promise<ScanState> {
  checkFits(file, facts, name);
  const met = metOf(file, name);
  const tallies: LayerTally[] = [];
  for (const { name: layer } of file.facts.layers) tallies.push(restoreTally(await file.rows(layer), file.facts));
  return { facts: file.facts, tallies, met };
}

/** @throws InputError where a file doesn't tell how many clips were met. */
function metOf({ metadata }: OpenedIndex, name: string): number {
  const text = metadata.get(MET_KEY);
  const met = /^\d{1,15}$/.test(text ?? '') ? Number(text) : undefined;
  if (met !== undefined) return met;
  throw new InputError(
    `the folder's ${name} is no state of a scan: its metadata ${MET_KEY} must be the number of clips met, got ${show(text)}; choose another folder`,
  );
}

/** @throws InputError for an index of another model, other settings or other layers. */
export function checkFits(file: OpenedIndex, facts: IndexFacts, name: string): void {
  try {
    checkAlike(file.facts, facts);
  } catch (error) {
    throw new InputError(
      `the folder holds another scan in ${name}: ${(error as Error).message}, or choose another folder`,
    );
  }
}
