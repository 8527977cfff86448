import { engineOf } from '../engines/engine-options.js';
import { precisionBefore } from '../recipe/precision-before.js';
import type { RenderResult, RenderStep } from '../record/result.js';
import { resultCard } from '../saved/result-card.js';
import type { Batch } from './batches.js';
import { inTurn } from './in-turn.js';
import type { ManyOptions, ManyProgress } from './many-options.js';
import type { SweepPlan } from './plan-sweep.js';
import { recipeUnderWay } from './recipe-under-way.js';
import { renderBatch } from './render-batch.js';
import type { SweepFolder } from './sweep-folder.js';
import { type Finished, sweepPage } from './sweep-page.js';
import { startProgress } from './sweep-progress.js';
import { recordOf, type TargetRecord } from './target-record.js';
import { widthOf } from './width.js';

/** A target that is finished, with its sound. */
export interface Outcome extends Finished {
  readonly audio: Float32Array;
  /** Whether an earlier run left it. */
  readonly found: boolean;
}

/** A sweep under way. */
export interface Sweep {
  /** How many batches are rendered at once. */
  readonly width: number;
  /** What an earlier run, or a render now, found for a batch; nothing when that was aborted or stopped. */
  complete(batch: Batch, lane: number): Promise<Outcome[] | undefined>;
  /** Makes the renders under way end, as an abort does, and tells no more of their steps. */
  stop(): void;
  /** Counts a target as given. */
  count(outcome: Outcome): ManyProgress;
  /**
   * Writes the page: when as many targets again are finished as it holds, so that a long sweep writes it seldom. A sweep
   * that has rendered nothing writes it at the end only, where it is not there yet.
   */
  writePage(when: 'due' | 'now'): Promise<void>;
  /** Removes what is not needed once all are finished. */
  end(): Promise<void>;
}

/** Begins a sweep by reading what is finished. */
export async function startSweep(
  plan: SweepPlan,
  folder: SweepFolder | undefined,
  onStep: ManyOptions['onStep'],
): Promise<Sweep> {
  const { batches, of, settings, saveEveryMs, level, page } = plan;
  const known = new Map<Batch, TargetRecord[]>();
  for (const batch of batches) {
    const records = await folder?.read(batch);
    if (records) known.set(batch, records);
  }
  const workOf = ({ targets, plan }: Batch) => targets.length * plan.steps * (plan.restarts ?? 1);
  const waiting = batches.filter((batch) => !known.has(batch));
  if (waiting.length > 0) await folder?.check(waiting);
  let stopped = false;
  const signal = {
    get aborted() {
      return stopped || settings.signal?.aborted === true;
    },
  };
  const before = [...known.values()][0]?.[0]?.recipe ?? (await recipeUnderWay(waiting, folder));
  const engine = precisionBefore(engineOf(settings), before);
  const width = await widthOf(plan, { waiting, engine, signal, before });
  const progress = startProgress(
    of,
    waiting.reduce((sum, batch) => sum + workOf(batch), 0),
  );
  const finished: Finished[] = [];
  let shown = 0;
  let rendered = false;

  const find = async ({ targets }: Batch, records: readonly TargetRecord[]): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (const [item, target] of targets.entries()) {
      const record = records[item]!;
      outcomes.push({ target, record, audio: await folder!.sound(target, record), found: true });
    }
    return outcomes;
  };

  const tellInTurn = inTurn();
  const make = async (batch: Batch, lane: number): Promise<Outcome[] | undefined> => {
    const { targets } = batch;
    let unneeded = workOf(batch);
    const tell = (step: RenderStep) => {
      progress.work(targets.length);
      unneeded -= targets.length;
      const { result: _, ...rest } = step;
      const told = { ...rest, targets: targets.map(({ description }) => description), ...progress.now() };
      return onStep && tellInTurn(() => (stopped ? undefined : onStep(told)));
    };
    const share = { lane, of: width };
    const result = await renderBatch(batch, { engine, share, signal, folder, saveEveryMs, onStep: tell });
    if (result.stopped === 'aborted') return undefined;
    rendered = true;
    progress.skip(unneeded);
    const outcomes = targets.map((target, item) => outcomeOf(target, result, { item, level }));
    await folder?.write(
      batch,
      result,
      outcomes.map(({ record }) => record),
    );
    return outcomes;
  };

  return {
    width,
    stop() {
      stopped = true;
    },
    async complete(batch, lane) {
      const records = known.get(batch);
      if (records) return find(batch, records);
      return signal.aborted ? undefined : make(batch, lane);
    },
    count({ target, record }) {
      finished.push({ target, record });
      progress.finish();
      return progress.now();
    },
    async end() {
      await folder?.clearStates();
    },
    async writePage(when) {
      if (finished.length < (when === 'due' ? 2 * shown : shown + 1)) return;
      if (!rendered && (when === 'due' || finished.length < of)) return;
      await folder?.writePage(sweepPage(finished, { ...page, of }));
      shown = finished.length;
    },
  };
}

function outcomeOf(
  target: Finished['target'],
  result: RenderResult,
  { item, level }: { readonly item: number; readonly level: SweepPlan['level'] },
): Outcome {
  const card = resultCard(result, item, target.description);
  return { target, record: recordOf(target, result, { item, card, level }), audio: result.audio[item]!, found: false };
}
