import type { ColumnMetaData, DecodedArray, PageHeader, SchemaTree } from 'hyparquet';
import { readPage } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { checkPage } from './check-page.js';
import { type Decompress, decompressor } from './decompress.js';
import { readPageHeader } from './page-header.js';

/** Uncompressed bytes of pages that a file may claim in any case, and how many for each of its own bytes. */
const FREE_BYTES = 2 ** 27;
const BYTES_PER_BYTE = 64;

/** A column of a row group. */
export interface Column {
  readonly metadata: ColumnMetaData;
  /** From the schema's root to the column. */
  readonly path: readonly SchemaTree[];
  /** Its bytes. */
  readonly bytes: Uint8Array;
  /** Values that it can have at most: its rows, unless it is a list. */
  readonly values: number;
  /** Whether plain bytes are read as text. */
  readonly utf8: boolean;
}

/**
 * The values of a column, page by page: what a page's header claims is checked against the row group and the bytes at hand
 * before anything is allocated for it, and what is in the page before hyparquet reads it.
 * @throws Error for what can't be read or believed.
 */
export async function readColumn(
  column: Column,
): Promise<{ readonly data: DecodedArray[] /** With those of lists. */; readonly values: number }> {
  const { metadata, bytes, utf8 } = column;
  const path = [...column.path];
  const element = path.at(-1)!.element;
  if (element.type !== metadata.type) throw new Error(`the column ${element.name} has two kinds of values`);
  const levels = { maxRepetition: getMaxRepetitionLevel(path), maxDefinition: getMaxDefinitionLevel(path) };
  const decoder = {
    pathInSchema: metadata.path_in_schema,
    type: metadata.type,
    element,
    schemaPath: path,
    codec: 'UNCOMPRESSED',
    parsers: DEFAULT_PARSERS,
    utf8,
  } as const;
  const decompress = await decompressor(metadata.codec);
  const chunks: DecodedArray[] = [];
  let [left, room] = [column.values, FREE_BYTES + BYTES_PER_BYTE * bytes.length];
  let dictionary: DecodedArray | undefined;
  // A byte at the end is no page, as hyparquet has it.
  for (let at = 0; at < bytes.length - 1; ) {
    const { header, start } = readPageHeader(bytes, at, { values: left });
    at = start + header.compressed_page_size;
    room -= header.uncompressed_page_size;
    if (room < 0) throw new Error('its pages claim far more bytes than the file has');
    const content = contentOf(bytes.subarray(start, at), header, decompress);
    checkPage(content, header, { element, ...levels });
    const reader = { view: new DataView(content.buffer, content.byteOffset, content.byteLength), offset: 0 };
    const last = chunks.at(-1);
    const { data } = readPage(reader, asUncompressed(header, content.length), decoder, dictionary, last, 0);
    if (header.dictionary_page_header) dictionary = data && convert(data, decoder);
    else {
      left -= (header.data_page_header ?? header.data_page_header_v2)!.num_values;
      if (data?.length && data !== last) chunks.push(data);
    }
  }
  return { data: chunks, values: column.values - left };
}

/** A page without compression; levels of the second version never have any. */
function contentOf(page: Uint8Array, header: PageHeader, decompress: Decompress | undefined): Uint8Array {
  const { uncompressed_page_size: length, data_page_header_v2: data } = header;
  if (!decompress || data?.is_compressed === false) {
    if (page.length !== length) throw new Error(`a page has ${page.length} bytes, its header claims ${length}`);
    return page;
  }
  if (!data) return decompress(page, length);
  const levels = data.definition_levels_byte_length + data.repetition_levels_byte_length;
  const values = decompress(page.subarray(levels), length - levels);
  const content = new Uint8Array(length);
  content.set(page.subarray(0, levels));
  content.set(values, levels);
  return content;
}

function asUncompressed({ data_page_header_v2: data, ...header }: PageHeader, length: number): PageHeader {
  const sizes = { compressed_page_size: length, uncompressed_page_size: length };
  return { ...header, ...sizes, ...(data ? { data_page_header_v2: { ...data, is_compressed: false } } : {}) };
}
