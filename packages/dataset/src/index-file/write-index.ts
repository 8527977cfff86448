import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { LayerTally } from '../tally/layer-tally.js';
import { FACTS_KEY, type IndexFacts } from './facts.js';
import { columnsOf } from './rows.js';
import { SCHEMA } from './schema.js';

/** An index while it is made: its facts, and the tally of each of its layers in their order. */
export interface IndexParts {
  readonly facts: IndexFacts;
  readonly tallies: readonly LayerTally[];
}

/**
 * An index as a Parquet file: one row a unit, one row group a layer, {@link IndexFacts} in the metadata. Equal parts give
 * equal bytes.
 * @param extra further metadata.
 */
export async function writeIndex(
  { facts, tallies }: IndexParts,
  extra: readonly { readonly key: string; readonly value: string }[] = [],
): Promise<Uint8Array> {
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [...SCHEMA],
    createdBy: 'audiate',
    kvMetadata: [{ key: FACTS_KEY, value: JSON.stringify(facts) }, ...extra],
  });
  for (const [i, tally] of tallies.entries()) {
    const layer = facts.layers[i]!;
    file.write({ columnData: columnsOf(tally, layer, facts.model.sampleRate) as never, rowGroupSize: tally.channels });
    await new Promise((resolve) => setTimeout(resolve));
  }
  file.finish();
  return new Uint8Array(writer.getBuffer());
}
