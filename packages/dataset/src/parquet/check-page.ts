import type { PageHeader, SchemaElement } from 'hyparquet';
import { checkRuns } from './hybrid-runs.js';

/** Of a column, what its pages are made of. */
export interface PageColumn {
  readonly element: SchemaElement;
  readonly maxRepetition: number;
  readonly maxDefinition: number;
}

/** Bytes of a value of fixed length. */
const MAX_FIXED_BYTES = 2 ** 16;
/** Values of a block of differences, and its parts: writers have 128 and 4. */
const MAX_BLOCK = 2 ** 16;
const MAX_MINIBLOCKS = 2 ** 8;
const WIDTHS: Readonly<Record<string, number>> = { INT32: 4, FLOAT: 4, INT64: 8, DOUBLE: 8, INT96: 12 };

/**
 * Checks what is in a page, uncompressed, before hyparquet reads it, which trusts runs, lengths and counts.
 * @throws Error for what does not hold what the header says, or is written in a way that can't be bounded.
 */
export function checkPage(content: Uint8Array, header: PageHeader, column: PageColumn): void {
  const { data_page_header: data, data_page_header_v2: data2, dictionary_page_header: dictionary } = header;
  if (dictionary) checkPlain(content, dictionary.num_values, column.element);
  else if (data2) checkDataV2(content, data2, column);
  else checkData(content, data!, column);
}

function checkData(
  content: Uint8Array,
  { num_values: count, encoding }: NonNullable<PageHeader['data_page_header']>,
  { maxRepetition, maxDefinition, element }: PageColumn,
): void {
  let [at, values] = [0, count];
  for (const [level, wanted] of [
    [maxRepetition, undefined],
    [maxDefinition, maxDefinition],
  ] as const) {
    if (level === 0) continue;
    const levels = prefixed(content, at);
    at += 4 + levels.length;
    const found = checkRuns(levels, { width: bitWidth(level), count, ...(wanted ? { wanted } : {}) });
    if (wanted) values = found;
  }
  const rest = content.subarray(at);
  if (isIndexed(encoding)) {
    if (element.type === 'BOOLEAN') checkRuns(prefixed(rest, 0), { width: 1, count: values });
    else checkIndexes(rest, values, { zeroWidth: true });
  } else checkValues(rest, values, { encoding, element });
}

function checkDataV2(
  content: Uint8Array,
  data: NonNullable<PageHeader['data_page_header_v2']>,
  { maxRepetition, maxDefinition, element }: PageColumn,
): void {
  const { repetition_levels_byte_length: first, definition_levels_byte_length: second, encoding } = data;
  const count = data.num_values;
  if (maxRepetition) checkRuns(content.subarray(0, first), { width: bitWidth(maxRepetition), count });
  let values = count;
  if (maxDefinition) {
    const levels = content.subarray(first, first + second);
    values = checkRuns(levels, { width: bitWidth(maxDefinition), count, wanted: maxDefinition });
  }
  if (values !== count - data.num_nulls)
    throw new Error(`a page claims ${data.num_nulls} nulls, it has ${count - values}`);
  const rest = content.subarray(first + second);
  if (encoding === 'RLE') checkRuns(prefixed(rest, 0), { width: 1, count: values });
  else if (isIndexed(encoding)) checkIndexes(rest, values, { zeroWidth: false });
  else checkValues(rest, values, { encoding, element });
}

const isIndexed = (encoding: string): boolean => /^(RLE|PLAIN_DICTIONARY|RLE_DICTIONARY)$/.test(encoding);

const bitWidth = (value: number): number => 32 - Math.clz32(value);

/** Bytes behind their length in four bytes. */
function prefixed(content: Uint8Array, at: number): Uint8Array {
  if (at + 4 > content.length) throw new Error('a page ends within its levels');
  const length = new DataView(content.buffer, content.byteOffset + at, 4).getUint32(0, true);
  if (length > content.length - at - 4) throw new Error('levels are longer than their page');
  return content.subarray(at + 4, at + 4 + length);
}

/** @param zeroWidth whether nothing is read of indexes without bits, which are all 0. */
function checkIndexes(content: Uint8Array, count: number, { zeroWidth }: { readonly zeroWidth: boolean }): void {
  const width = content[0];
  if (width === undefined) throw new Error('a page ends before its values');
  if (width === 0 && zeroWidth) return;
  checkRuns(content.subarray(1), { width, count });
}

function checkValues(
  content: Uint8Array,
  count: number,
  { encoding, element }: { readonly encoding: string; readonly element: SchemaElement },
): void {
  const { type } = element;
  if (encoding === 'PLAIN') {
    checkPlain(content, count, element);
    return;
  }
  if (encoding === 'BYTE_STREAM_SPLIT' && WIDTHS[type ?? '']) {
    if (count * WIDTHS[type!]! > content.length) throw new Error('a page ends within its values');
    return;
  }
  const differences =
    (encoding === 'DELTA_BINARY_PACKED' && (type === 'INT32' || type === 'INT64')) ||
    (encoding === 'DELTA_LENGTH_BYTE_ARRAY' && type === 'BYTE_ARRAY');
  if (!differences)
    throw new Error(
      `its column ${element.name} is encoded by ${encoding}, which is not read; write it again plain or with a dictionary`,
    );
  checkDifferences(content);
}

/** @throws Error where `count` values of a kind, one after another, go beyond the page. */
function checkPlain(content: Uint8Array, count: number, { type, type_length, name }: SchemaElement): void {
  const beyond = () => new Error(`a page of the column ${name} ends within its values`);
  if (type === 'BYTE_ARRAY') {
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    let at = 0;
    for (let i = 0; i < count; i++) {
      if (at + 4 > content.length) throw beyond();
      at += 4 + view.getUint32(at, true);
      if (at > content.length) throw beyond();
    }
    return;
  }
  if (type === 'FIXED_LEN_BYTE_ARRAY' && !(type_length! > 0 && type_length! <= MAX_FIXED_BYTES)) {
    throw new Error(`the values of the column ${name} have ${type_length} bytes`);
  }
  const width = type === 'BOOLEAN' ? 1 / 8 : type === 'FIXED_LEN_BYTE_ARRAY' ? type_length! : WIDTHS[type ?? ''];
  if (width === undefined) throw new Error(`the column ${name} has values of no kind`);
  if (Math.ceil(count * width) > content.length) throw beyond();
}

/** @throws Error for blocks in which a reader would stand still, or that are larger than anybody's. */
function checkDifferences(content: Uint8Array): void {
  const [block, first] = varint(content, 0);
  const [miniblocks] = varint(content, first);
  const fits = block > 0 && block <= MAX_BLOCK && miniblocks > 0 && miniblocks <= MAX_MINIBLOCKS;
  if (!fits || block % (8 * miniblocks) !== 0) {
    throw new Error(`a page has blocks of ${block} differences in ${miniblocks} parts`);
  }
}

function varint(content: Uint8Array, at: number): readonly [value: number, end: number] {
  let value = 0;
  for (let i = 0; i < 5 && at + i < content.length; i++) {
    value += (content[at + i]! & 0x7f) * 2 ** (7 * i);
    if (content[at + i]! < 0x80) return [value, at + i + 1];
  }
  throw new Error('a page ends before its values');
}
