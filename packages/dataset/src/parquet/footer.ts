import { type AsyncBuffer, type FileMetaData, parquetMetadata } from 'hyparquet';
import { countAt, readThrift, structAt, structsAt, type ThriftStruct } from './thrift.js';

/** Bytes of a footer, and its values: those of a base model's index are 1 MB and 10,000, of the largest shards some more. */
const MAX_FOOTER_BYTES = 2 ** 26;
const MAX_FOOTER_PARTS = 2 ** 20;
/** Elements of a schema, and how deep they are nested. */
const MAX_ELEMENTS = 2 ** 12;
const MAX_DEPTH = 16;
/** Bytes of a decimal number among the statistics: hyparquet's time goes with their square. */
const MAX_DECIMAL_BYTES = 64;

/** "PAR1", and "PARE" of a file whose footer is encrypted. */
const MAGIC = 0x31524150;
const ENCRYPTED = 0x45524150;

/** Numbers of the fields, as parquet.thrift has them. */
const FILE = { schema: 2, rowGroups: 4 } as const;
const ELEMENT = { type: 1, name: 4, children: 5, converted: 6 } as const;
const GROUP = { columns: 1, rows: 3 } as const;
const CHUNK = { metadata: 3 } as const;
const COLUMN = { statistics: 12 } as const;
const DECIMAL = 5;

/**
 * What a Parquet file says of itself, its lengths and numbers checked before hyparquet makes anything of them.
 * @param initialBytes what is asked for of the file's end at first.
 * @throws Error for what is no Parquet file, and for a footer that can't be believed.
 */
export async function readFooter(file: AsyncBuffer, initialBytes: number): Promise<FileMetaData> {
  const size = file.byteLength;
  if (size < 12) throw new Error(`it has ${size} bytes`);
  const from = Math.max(0, size - initialBytes);
  let end = new Uint8Array(await file.slice(from, size));
  const tail = new DataView(end.buffer, end.byteOffset + end.length - 8, 8);
  const magic = tail.getUint32(4, true);
  if (magic === ENCRYPTED) throw new Error('its footer is encrypted');
  if (magic !== MAGIC) throw new Error('it does not end as one does');
  const length = tail.getUint32(0, true);
  if (length > size - 12) throw new Error(`its footer claims ${length} bytes of ${size}`);
  if (length > MAX_FOOTER_BYTES)
    throw new Error(`its footer has ${length} bytes, at most ${MAX_FOOTER_BYTES} are read`);
  if (length + 8 > end.length) {
    const rest = new Uint8Array(await file.slice(size - length - 8, from));
    const whole = new Uint8Array(rest.length + end.length);
    whole.set(rest);
    whole.set(end, rest.length);
    end = whole;
  }
  const footer = end.subarray(end.length - length - 8);
  checkFooter(readThrift(footer.subarray(0, length), 0, MAX_FOOTER_PARTS).fields);
  return parquetMetadata(footer, { geoparquet: false });
}

function checkFooter(fields: ThriftStruct): void {
  const schema = structsAt(fields, FILE.schema, 'its columns');
  checkSchema(schema);
  const leaves = schema.filter((element) => element.get(ELEMENT.type) !== undefined);
  for (const group of structsAt(fields, FILE.rowGroups, 'its row groups')) {
    countAt(group, GROUP.rows, { what: 'the number of rows of a row group', most: Number.MAX_SAFE_INTEGER });
    const chunks = structsAt(group, GROUP.columns, 'the columns of a row group');
    if (chunks.length !== leaves.length) {
      throw new Error(`a row group has ${chunks.length} columns, the file ${leaves.length}`);
    }
    for (const [i, chunk] of chunks.entries()) {
      const statistics = structAt(chunk, CHUNK.metadata, 'the place of a column').get(COLUMN.statistics);
      if (leaves[i]!.get(ELEMENT.converted) !== DECIMAL || !(statistics instanceof Map)) continue;
      for (const value of statistics.values()) {
        if (value instanceof Uint8Array && value.length > MAX_DECIMAL_BYTES) {
          throw new Error(`its statistics have a number of ${value.length} bytes`);
        }
      }
    }
  }
}

/** @throws Error unless the elements are one tree, which is not too large. */
function checkSchema(elements: readonly ThriftStruct[]): void {
  if (elements.length > MAX_ELEMENTS)
    throw new Error(`it has ${elements.length} columns, at most ${MAX_ELEMENTS} are read`);
  let at = 0;
  const pass = (depth: number): void => {
    const element = elements[at++];
    if (!element || !(element.get(ELEMENT.name) instanceof Uint8Array)) throw new Error('its columns are not a tree');
    if (depth > MAX_DEPTH) throw new Error(`its columns are nested deeper than ${MAX_DEPTH}`);
    if (element.get(ELEMENT.children) === undefined) return;
    const children = countAt(element, ELEMENT.children, { what: 'the number of columns', most: MAX_ELEMENTS });
    for (let i = 0; i < children; i++) pass(depth + 1);
  };
  pass(0);
  if (at !== elements.length) throw new Error('its columns are not a tree');
}
