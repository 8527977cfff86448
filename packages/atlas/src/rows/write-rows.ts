import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type Columns, schemaOf } from './columns.js';

/** A row group is what a reader fetches at least. */
const ROWS_PER_GROUP = 1024;

/**
 * Rows as a Parquet file. Equal rows give equal bytes.
 * @param facts JSON that the file's metadata holds under the key `audiate`.
 */
export async function writeRows<Row>(columns: Columns<Row>, rows: readonly Row[], facts: object): Promise<Uint8Array> {
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: schemaOf(columns),
    createdBy: 'audiate',
    kvMetadata: [{ key: 'audiate', value: JSON.stringify(facts) }],
  });
  for (let first = 0; first < rows.length; first += ROWS_PER_GROUP) {
    const group = rows.slice(first, first + ROWS_PER_GROUP);
    const columnData = columns.map(([name, type, of]) => ({
      name,
      data: group.map((row) => (type === 'INT64' ? BigInt(row[of] as number) : row[of])),
    }));
    file.write({ columnData: columnData as never, rowGroupSize: group.length });
    await new Promise((resolve) => setTimeout(resolve));
  }
  file.finish();
  return new Uint8Array(writer.getBuffer());
}
