import { engineOf } from '@audiate/core';
import { InputError, type ModelAdapter } from '@audiate/protocol';
import { listeners } from '../hearing/listeners.js';
import { addCounts, type Counts, countClip, countSkip, NO_COUNTS } from '../index-file/counts.js';
import type { DatasetIndex } from '../index-file/dataset-index.js';
import { openIndex } from '../index-file/open-index.js';
import type { Corpus } from './clip-source.js';
import { type Group, groups } from './group.js';
import { type Hearers, hearGroup } from './hear-group.js';
import { checkSameClips, clipsAfter } from './known-clips.js';
import { planScan, type ScanOptions } from './options.js';
import { startClock } from './progress.js';
import { openScanFolder } from './scan-folder.js';
import {
  addedCounts,
  addState,
  checkFits,
  counted,
  emptyState,
  restoreState,
  type ScanState,
  stateBytes,
} from './scan-state.js';

/** What a scan made. */
export interface ScanResult extends DatasetIndex {
  /** `aborted` when the signal ended it: the index holds what was heard until then. */
  readonly stopped: 'done' | 'aborted';
}

/**
 * Hears every clip of a corpus once and keeps, for every unit of some layers, the moments that drive it highest and lowest,
 * a uniform sample of moments, and the distribution of its activation. Memory does not grow with the corpus.
 *
 * With `out`, a scan that was killed or aborted goes on where its state was last written, between two clips, and makes the same index byte for byte; one
 * that has come to its end answers its index at once. A clip that can't be read or heard is told by `onSkip` and in the
 * index's facts, and left out.
 *
 * Each window is heard as if it were by itself. Models with `forwardPadded`, as those of `loadWav2Vec2`, hear windows of 16 lengths,
 * to which others are padded, masked so that it changes nothing but roundings; others hear each window in its own length.
 * @throws InputError for what is no model, an option out of range, a folder that can't be written to or that belongs to a
 * scan of another model, other settings or other clips, and a corpus without a clip that could be heard.
 */
export async function scan<L extends string>(
  model: ModelAdapter<L>,
  clips: Corpus,
  options: ScanOptions<NoInfer<L>>,
): Promise<ScanResult> {
  const hearer = model as unknown as ModelAdapter;
  const plan = planScan(hearer, options);
  const engine = engineOf(options);
  const folder = options.out === undefined ? undefined : await openScanFolder(options.out);
  const empty = emptyState(hearer, plan);
  const finished = await folder?.readFinished();
  if (finished) {
    checkFits(finished, empty.facts, 'index.parquet');
    await checkSameClips(clips, finished.facts);
    return { ...finished, stopped: 'done' };
  }
  const left = await folder?.readState();
  let state = left ? await restoreState(left, empty, 'unfinished.parquet') : empty;
  // What was heard since the last place between two clips is kept apart: only what was heard up to there is saved.
  let since: ScanState | undefined;
  const progress = startClock(state.met, options.total ?? (Array.isArray(clips) ? clips.length : undefined));
  const heard = listeners(hearer, plan.layers, { window: plan.windowSamples, engine });
  let [saved, kept] = [performance.now(), state.met];
  let stopped: ScanResult['stopped'] = 'done';
  try {
    for await (const group of groups(clipsAfter(clips, state.met, state.facts), hearer, plan)) {
      if (group.open) since ??= emptyState(hearer, plan);
      const now = await hear(since ?? state, group, { ...plan, listeners: heard });
      if (group.open) since = now;
      else {
        state = since ? addState(state, now) : now;
        since = undefined;
      }
      for (const skip of group.skips) options.onSkip?.(skip);
      await options.onProgress?.(progress(since ? addedCounts(state, since) : state));
      const aborted = options.signal?.aborted ?? false;
      const due = aborted || performance.now() - saved >= 1000 * plan.saveEverySeconds;
      if (folder && due && state.met > kept) {
        await folder.writeState(await stateBytes(state, { underWay: true }));
        saved = performance.now();
        kept = state.met;
      }
      if (aborted) {
        stopped = 'aborted';
        break;
      }
    }
  } finally {
    heard.dispose();
  }
  if (since) state = addState(state, since);
  if (state.facts.windows === 0) throw nothingHeard(state);
  const bytes = await stateBytes(state, { underWay: false });
  if (stopped === 'done') await folder?.finish(bytes);
  return { ...(await openIndex(bytes)), stopped };
}

async function hear(state: ScanState, { pieces, ended, skips }: Group, hearers: Hearers): Promise<ScanState> {
  let counts: Counts = skips.map(countSkip).reduce(addCounts, NO_COUNTS);
  for (const [{ turn }, outcome] of await hearGroup(pieces, state.tallies, hearers)) {
    if (outcome.windows > 0) turn.heard = true;
    skips.push(...outcome.skipped.first);
    counts = addCounts(counts, outcome);
  }
  for (const { file, heard } of ended) counts = addCounts(counts, countClip(file, heard));
  return counted(state, counts, ended.length);
}

function nothingHeard({ facts, met }: ScanState): InputError {
  const [first] = facts.skipped.first;
  return new InputError(
    met === 0
      ? 'the corpus has no clip; give at least one'
      : `none of ${met} clips could be heard; ${first?.file}: ${first?.why}`,
  );
}
