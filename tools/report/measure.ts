import { type ModelAdapter, objectives, render } from '@audiate/core';
import { evaluate, readOut, type UnitStatistics } from '@audiate/evaluate';
import type { Batch, Settings } from './batches.ts';
import type { Measured } from './record.ts';

/** What sounds are made on and measured with. */
export interface Bench {
  readonly model: ModelAdapter;
  /** Models that take no part in a render, by name. */
  readonly judges: Readonly<Record<string, ModelAdapter>>;
  readonly statistics?: UnitStatistics;
  /** Recorded, `[samples]` each at the model's rate. */
  readonly speech: readonly Float32Array[];
}

/** Renders the targets of a batch side by side, by the default settings, and writes a reliability card of each. */
export async function measure(bench: Bench, { targets }: Batch, settings: Settings): Promise<Measured[]> {
  const { model, judges, statistics, speech } = bench;
  const { engine } = settings;
  const result = await render(model, objectives.each(targets.map(({ objective }) => objective)), settings);
  const evaluations = await evaluate(result, { model, judges, ...(statistics && { statistics }), speech, engine });
  const lanes = model.vocabulary ? await readOut(model, result.audio, { judges, engine }) : [];
  const made = new Date().toISOString().slice(0, 10);
  const { runtime, engineDetail } = result.recipe.environment;
  return targets.map(({ name, kind }, item) => ({
    record: {
      target: name,
      kind,
      made,
      madeBy: `${runtime}, ${engineDetail}`,
      evaluation: evaluations[item]!,
      lanes: lanes[item] ?? [],
    },
    audio: result.audio[item]!,
    sampleRate: result.sampleRate,
  }));
}
