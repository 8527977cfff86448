import { writeWhole } from '@audiate/media';
import type { Batch } from './batches.ts';
import { filesOf, type Measured, readMeasured } from './record.ts';

/**
 * The targets of all batches, in their order: read from a folder where an earlier run left a batch whole, else made and
 * written there. A batch is made as a whole, so that a run that was cut off ends with the bits of one that was not.
 * @param options.onBatch told of every batch, `found` when it was read.
 */
export async function resume(
  folder: string,
  batches: readonly Batch[],
  options: {
    make(batch: Batch): Promise<readonly Measured[]>;
    onBatch?(batch: Batch, found: boolean): void;
  },
): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const batch of batches) {
    const left = await Promise.all(batch.names.map((name) => readMeasured(folder, name)));
    const whole = left.filter((one) => one !== undefined);
    const found = whole.length === batch.names.length;
    const measured = found ? whole : await options.make(batch);
    if (!found) await writeWhole(folder, new Map(batch.names.flatMap((name, i) => filesOf(name, measured[i]!))));
    options.onBatch?.(batch, found);
    all.push(...measured);
  }
  return all;
}
