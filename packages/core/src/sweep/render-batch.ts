import type { Share } from '../engines/share.js';
import type { RenderResult, RenderStep } from '../record/result.js';
import type { RenderOptions } from '../render/options.js';
import { stepsOf } from '../render/render-steps.js';
import type { Batch } from './batches.js';
import type { SweepFolder } from './sweep-folder.js';

interface Watch {
  readonly engine: RenderOptions['engine'];
  readonly share: Share;
  readonly signal: { readonly aborted: boolean };
  readonly folder: SweepFolder | undefined;
  readonly saveEveryMs: number;
  onStep(step: RenderStep): void | Promise<void>;
}

/** Renders a batch from where it was last saved; saves its state every so often, and when it is aborted. */
export async function renderBatch(
  batch: Batch,
  { engine, share, signal, folder, saveEveryMs, onStep }: Watch,
): Promise<RenderResult> {
  let savedAt = performance.now();
  const resume = await folder?.readState(batch);
  const steps = stepsOf(batch.plan, { ...(engine && { engine }), signal, share, ...(resume && { resume }) });
  let next = await steps.next();
  for (; !next.done; next = await steps.next()) {
    const step = next.value;
    if (folder && !step.result && performance.now() - savedAt >= saveEveryMs) {
      await folder.writeState(batch, step.state());
      savedAt = performance.now();
    }
    await onStep(step);
  }
  const result = next.value;
  if (result.stopped === 'aborted') await folder?.writeState(batch, result.state);
  return result;
}
