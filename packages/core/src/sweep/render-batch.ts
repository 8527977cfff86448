import type { RenderResult, RenderStep } from '../record/result.js';
import type { RenderOptions } from '../render/options.js';
import { render } from '../render/render.js';
import type { Batch } from './batches.js';
import type { SweepFolder } from './sweep-folder.js';

interface Watch {
  readonly settings: RenderOptions;
  readonly folder: SweepFolder | undefined;
  readonly saveEveryMs: number;
  onStep(step: RenderStep): void | Promise<void>;
}

/** Renders a batch from where it was last saved; saves its state every so often, and when it is aborted. */
export async function renderBatch(
  batch: Batch,
  { settings, folder, saveEveryMs, onStep }: Watch,
): Promise<RenderResult> {
  const { model, objective } = batch.plan;
  let savedAt = performance.now();
  const resume = await folder?.readState(batch);
  const result = await render(model, objective, {
    ...settings,
    ...(resume ? { resume } : {}),
    async onStep(step) {
      if (folder && !step.result && performance.now() - savedAt >= saveEveryMs) {
        await folder.writeState(step.state());
        savedAt = performance.now();
      }
      await onStep(step);
    },
  });
  if (result.stopped === 'aborted') await folder?.writeState(result.state);
  return result;
}
