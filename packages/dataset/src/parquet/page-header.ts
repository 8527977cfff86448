import type { Encoding, PageHeader } from 'hyparquet';
import { Encodings, PageTypes } from 'hyparquet/src/constants.js';
import { countAt, readThrift, structAt, type ThriftStruct } from './thrift.js';

/** Values of a page's header, its statistics among them. */
const MAX_PARTS = 256;
/** Bytes of a page. */
const MAX_BYTES = 2 ** 31 - 1;

/** Numbers of the fields, as parquet.thrift has them. */
const PAGE = { type: 1, uncompressed: 2, compressed: 3, data: 5, dictionary: 7, dataV2: 8 } as const;
const DATA = { values: 1, encoding: 2 } as const;
const DATA_V2 = { values: 1, nulls: 2, rows: 3, encoding: 4, definition: 5, repetition: 6, compressed: 7 } as const;

/** What can be in a page at most. */
export interface PageBounds {
  readonly values: number;
}

/**
 * The header of the page that begins at `at`.
 * @returns it, and where its content begins.
 * @throws Error for a header that claims what can't be: more values than the column can have, a page beyond the bytes.
 */
export function readPageHeader(
  bytes: Uint8Array,
  at: number,
  { values }: PageBounds,
): { readonly header: PageHeader; readonly start: number } {
  const { fields, end: start } = readThrift(bytes, at, MAX_PARTS);
  const type = PageTypes[countAt(fields, PAGE.type, { what: 'the kind of a page', most: PageTypes.length - 1 })]!;
  const compressed = countAt(fields, PAGE.compressed, { what: 'the length of a page', most: bytes.length - start });
  const uncompressed = countAt(fields, PAGE.uncompressed, { what: 'the length of a page', most: MAX_BYTES });
  const most = { what: 'the number of values of a page', most: values };
  const sizes = { type, compressed_page_size: compressed, uncompressed_page_size: uncompressed };
  if (type === 'DATA_PAGE') {
    const data = structAt(fields, PAGE.data, 'the header of a page');
    return {
      start,
      header: {
        ...sizes,
        data_page_header: dataHeader(countAt(data, DATA.values, most), encodingAt(data, DATA.encoding)),
      },
    };
  }
  if (type === 'DICTIONARY_PAGE') {
    const dictionary = structAt(fields, PAGE.dictionary, 'the header of a page');
    const entries = countAt(dictionary, DATA.values, {
      what: 'the number of values of a dictionary',
      most: Math.min(uncompressed, Math.max(values, UNUSED)),
    });
    return { start, header: { ...sizes, dictionary_page_header: { num_values: entries, encoding: 'PLAIN' } } };
  }
  if (type !== 'DATA_PAGE_V2') throw new Error(`a page is of the kind ${type}, which is not read`);
  const data = structAt(fields, PAGE.dataV2, 'the header of a page');
  const count = countAt(data, DATA_V2.values, most);
  const levels = (id: number) => countAt(data, id, { what: 'the length of levels', most: compressed });
  const [definition, repetition] = [levels(DATA_V2.definition), levels(DATA_V2.repetition)];
  if (definition + repetition > Math.min(compressed, uncompressed))
    throw new Error('levels are longer than their page');
  const header = {
    num_values: count,
    num_nulls: countAt(data, DATA_V2.nulls, { what: 'the number of nulls of a page', most: count }),
    num_rows: countAt(data, DATA_V2.rows, { what: 'the number of rows of a page', most: count }),
    encoding: encodingAt(data, DATA_V2.encoding),
    definition_levels_byte_length: definition,
    repetition_levels_byte_length: repetition,
    is_compressed: data.get(DATA_V2.compressed) !== false,
  };
  return { start, header: { ...sizes, data_page_header_v2: header } };
}

/** A dictionary may hold entries that no value of its column uses, such as the names of all classes: this many are none too many. */
const UNUSED = 2 ** 16;

function dataHeader(num_values: number, encoding: Encoding) {
  return { num_values, encoding, definition_level_encoding: 'RLE', repetition_level_encoding: 'RLE' } as const;
}

function encodingAt(fields: ThriftStruct, id: number): Encoding {
  return Encodings[countAt(fields, id, { what: 'the encoding of a page', most: Encodings.length - 1 })]!;
}
