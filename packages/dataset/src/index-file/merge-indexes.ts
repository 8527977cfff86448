import { InputError, show } from '@audiate/protocol';
import { addTally } from '../tally/layer-tally.js';
import { addCounts, type Counts, NO_COUNTS } from './counts.js';
import type { DatasetIndex } from './dataset-index.js';
import type { IndexFacts } from './facts.js';
import { type OpenedIndex, openIndex, openRows } from './open-index.js';
import { restoreTally } from './restore-tally.js';
import { type IndexParts, writeIndex } from './write-index.js';

/**
 * One index of several, made by the same settings of the same model on different clips: of shards, one a machine, say. Any
 * order and any grouping give the same index, byte for byte, and it is the one that a single scan of all clips makes. A clip
 * that two of them heard counts twice.
 * @throws InputError for none, and for indexes of other models, layers or settings.
 */
export async function mergeIndexes(indexes: readonly DatasetIndex[]): Promise<DatasetIndex> {
  if (!Array.isArray(indexes) || indexes.length === 0) {
    throw new InputError(`mergeIndexes needs a list of at least one index, got ${show(indexes)}`);
  }
  const opened: OpenedIndex[] = [];
  for (const index of indexes as readonly DatasetIndex[]) opened.push(await openRows(await index.bytes()));
  const [first, ...rest] = opened as [OpenedIndex, ...OpenedIndex[]];
  for (const other of rest) checkAlike(first.facts, other.facts);
  const tallies = [];
  for (const { name } of first.facts.layers) {
    const tally = restoreTally(await first.rows(name), first.facts);
    for (const other of rest) addTally(tally, restoreTally(await other.rows(name), other.facts));
    tallies.push(tally);
  }
  const counts = opened.map(({ facts }): Counts => facts).reduce(addCounts, NO_COUNTS);
  return openIndex(await writeIndex(finishParts({ facts: { ...first.facts, ...counts }, tallies })));
}

/** Parts whose facts name the windows of the sample. */
export function finishParts({ facts, tallies }: IndexParts): IndexParts {
  const entries = tallies[0]?.sample.entries ?? [];
  return { facts: { ...facts, sample: entries.map(({ hash, window }) => ({ ...window, hash })) }, tallies };
}

/** @throws InputError saying in what two indexes differ. */
export function checkAlike(a: IndexFacts, b: IndexFacts): void {
  const differs = (what: string, one: unknown, other: unknown) => {
    if (JSON.stringify(one) === JSON.stringify(other)) return;
    throw new InputError(
      `the indexes were made with different ${what}: ${JSON.stringify(one)} and ${JSON.stringify(other)}; scan again with one of them`,
    );
  };
  differs('models', a.model, b.model);
  differs('settings', a.settings, b.settings);
  const layersOf = ({ layers }: IndexFacts) => layers.map(({ name }) => name);
  differs('layers', layersOf(a), layersOf(b));
}
