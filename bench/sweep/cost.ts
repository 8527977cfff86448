import { type ManyOptions, objectives, renderMany } from '@audiate/core';
import { mainThreadMs } from '../main-thread.ts';

/** How targets are rendered: how many in a batch, and how many batches at once, each on its share of the cores. */
export interface Arrangement {
  readonly batch: number;
  readonly concurrency: number;
}

type Model = Parameters<typeof renderMany>[0];

/** What a sweep took for each step of each item. */
export interface Cost {
  readonly ms: number;
  /** CPU time of the main thread, and of all threads: what a busy machine disturbs less. */
  readonly mainMs: number;
  readonly cpuMs: number;
}

/**
 * What a sweep takes while all of its lanes are at work: from when each has made its first step, in which
 * programs are loaded, until the first is about to make its last, behind which it looks at its sounds.
 */
export async function sweepCost(
  model: Model,
  layer: string,
  { batch, concurrency, ...options }: Arrangement & ManyOptions,
): Promise<Cost> {
  const units = Array.from({ length: batch * concurrency }, (_, unit) => objectives.neuron(layer, unit));
  const lanes = new Map<string, number>();
  const now = () => ({ ms: performance.now(), mainMs: mainThreadMs(), cpuMs: cpuMs() });
  let [began, ended] = [now(), now()];
  let items = -1;
  let isOver = false;
  const onStep: ManyOptions['onStep'] = ({ targets, step, steps }) => {
    lanes.set(targets.join(), step);
    if (lanes.size < concurrency || isOver) return;
    if (items < 0) began = now();
    items = items < 0 ? 0 : items + targets.length;
    isOver = step === steps - 2;
    if (isOver) ended = now();
  };
  for await (const _ of renderMany(model, units, { ...options, batch, concurrency, onStep }));
  const { ms, mainMs, cpuMs: allMs } = ended;
  return {
    ms: (ms - began.ms) / items,
    mainMs: (mainMs - began.mainMs) / items,
    cpuMs: (allMs - began.cpuMs) / items,
  };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
