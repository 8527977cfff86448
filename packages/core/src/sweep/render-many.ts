import type { ModelAdapter, Objective } from '@audiate/protocol';
import { freeShares } from '../engines/share.js';
import { inLanes } from './in-lanes.js';
import type { ManyEnd, ManyFind, ManyOptions } from './many-options.js';
import { planSweep } from './plan-sweep.js';
import { startSweep } from './sweep.js';
import { openSweepFolder } from './sweep-folder.js';
import type { Targets } from './targets.js';

/**
 * Renders many targets, hundreds of units of a model: a sweep. Those of like structure are rendered side by side, and
 * each is given when its batch is finished. With a `folder` each leaves `NAME.wav`, `NAME.png` and `NAME.json`, with all
 * on one page, `index.html`; run again after a kill or an abort, the sweep finds what is finished, goes on with the batch
 * that was under way, and ends with the same bits as one that was never stopped. A sound that leaves ±1 is written softer,
 * as by `save`; what is given here is at the param's own level. Files of an earlier run keep the level they have.
 *
 * ```ts
 * const units = Array.from({ length: 512 }, (_, unit) => objectives.channel('conv.5', unit));
 * for await (const { target, score, done, of } of renderMany(model, units, { folder: 'out/conv.5' })) …
 * ```
 *
 * With `concurrency` several batches are rendered at once; each is given in its turn.
 *
 * A target's draws depend on the seed and on its item in its batch, so that neighbours start differently. Where one item
 * of a batch ceases to be finite, the whole batch ends there, `stopped: 'diverged'`.
 * @param targets a list of objectives (or `'conv.5:3'`), or objectives by the names that their files shall have.
 * @returns how it ended: an abort resolves, as in `render`.
 * @throws InputError before the first step for any target or option that does not fit, for a folder that can't be written,
 * and for one that holds a target rendered with other settings, or a file that is not the one which was written.
 */
export async function* renderMany<L extends string>(
  model: ModelAdapter<L>,
  targets: readonly (Objective<NoInfer<L>> | string)[] | Readonly<Record<string, Objective<NoInfer<L>> | string>>,
  options: ManyOptions = {},
): AsyncGenerator<ManyFind, ManyEnd, void> {
  const { folder: path, onStep } = options;
  const plan = planSweep(model as unknown as ModelAdapter, targets as Targets, options);
  const folder = path === undefined ? undefined : await openSweepFolder(path);
  const sweep = await startSweep(plan, folder, onStep);
  const { of } = plan;
  let done = 0;
  let failed = false;
  try {
    for await (const outcomes of inLanes(plan.batches, {
      width: sweep.width,
      work: sweep.complete,
      stop: sweep.stop,
    })) {
      if (!outcomes) return { stopped: 'aborted', done, of };
      for (const outcome of outcomes) {
        const { target, record, audio, found } = outcome;
        const { score, best, stopped, curve, recipe, item } = record;
        const progress = sweep.count(outcome);
        done = progress.done;
        yield {
          name: target.name,
          target: target.description,
          index: target.index,
          audio,
          sampleRate: model.sampleRate,
          score: score ?? Number.NaN,
          best: { ...best, score: best.score ?? Number.NaN },
          stopped,
          curve: curve.map((total) => total ?? Number.NaN),
          recipe,
          item,
          found,
          ...progress,
        };
      }
      await sweep.writePage('due');
    }
    await sweep.end();
    return { stopped: 'done', done, of };
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    // A page that can't be written must not hide why the sweep failed.
    const page = sweep.writePage('now').catch((error) => {
      if (!failed) throw error;
    });
    await page.finally(() => (sweep.width > 1 ? freeShares() : undefined));
  }
}
