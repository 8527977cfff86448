import { thrift, type Written } from './write-thrift.js';

/** A page, of which each number may be a lie. */
export interface LyingPage {
  readonly header: Readonly<Record<number, Written>>;
  readonly content: Uint8Array;
}

/** A column of a file that may lie. */
export interface LyingColumn {
  readonly path: readonly string[];
  readonly type: number;
  readonly codec?: number;
  readonly pages: readonly LyingPage[];
  readonly values: number;
  /** More of its metadata, or other than the truth. */
  readonly more?: Readonly<Record<number, Written>>;
}

/** A file of what is given, true or not. */
export function lyingParquet(given: {
  readonly schema: readonly Written[];
  readonly rows: number;
  readonly columns: readonly LyingColumn[];
  readonly metadata?: readonly (readonly [string, string])[];
  /** More of the footer, or other than the truth. */
  readonly more?: Readonly<Record<number, Written>>;
}): Uint8Array {
  const { schema, rows, columns, metadata = [], more = {} } = given;
  const bytes: number[] = [...new TextEncoder().encode('PAR1')];
  const chunks: Written[] = columns.map(({ path, type, codec = 0, pages, values, more: lies = {} }) => {
    const start = bytes.length;
    for (const { header, content } of pages) {
      for (const byte of thrift({ fields: header })) bytes.push(byte);
      for (const byte of content) bytes.push(byte);
    }
    const size = BigInt(bytes.length - start);
    const fields: Record<number, Written> = {
      1: { int: type },
      2: { list: [{ int: 0 }] },
      3: { list: path.map((text) => ({ text })) },
      4: { int: codec },
      5: { long: BigInt(values) },
      6: { long: size },
      7: { long: size },
      9: { long: BigInt(start) },
      ...lies,
    };
    return { fields: { 2: { long: BigInt(start) }, 3: { fields } } };
  });
  const group: Written = { fields: { 1: { list: chunks }, 2: { long: 0n }, 3: { long: BigInt(rows) } } };
  const footer = thrift({
    fields: {
      1: { int: 1 },
      2: { list: schema },
      3: { long: BigInt(rows) },
      4: { list: [group] },
      5: { list: metadata.map(([key, value]) => ({ fields: { 1: { text: key }, 2: { text: value } } })) },
      ...more,
    },
  });
  const tail = new Uint8Array(8);
  new DataView(tail.buffer).setUint32(0, footer.length, true);
  tail.set(new TextEncoder().encode('PAR1'), 4);
  return Uint8Array.from([...bytes, ...footer, ...tail]);
}

/** An element of a schema. */
export function element(
  name: string,
  {
    type,
    repetition = 0,
    children,
    more = {},
  }: { type?: number; repetition?: number; children?: number; more?: Readonly<Record<number, Written>> } = {},
): Written {
  return {
    fields: {
      ...(type === undefined ? {} : { 1: { int: type } }),
      3: { int: repetition },
      4: { text: name },
      ...(children === undefined ? {} : { 5: { int: children } }),
      ...more,
    },
  };
}

/** A data page of the first version. */
export function dataPage(
  content: readonly number[],
  {
    values,
    encoding = 0,
    length = content.length,
    unpacked = length,
  }: { values: number; encoding?: number; length?: number; unpacked?: number },
): LyingPage {
  const data: Written = { fields: { 1: { int: values }, 2: { int: encoding }, 3: { int: 3 }, 4: { int: 3 } } };
  return {
    header: { 1: { int: 0 }, 2: { int: unpacked }, 3: { int: length }, 5: data },
    content: Uint8Array.from(content),
  };
}

/** A data page of the second version; levels come first. */
export function dataPage2(
  content: readonly number[],
  {
    values,
    nulls = 0,
    rows = values,
    encoding = 0,
    definition = 0,
    repetition = 0,
    packed = false,
    unpacked = content.length,
  }: {
    values: number;
    nulls?: number;
    rows?: number;
    encoding?: number;
    definition?: number;
    repetition?: number;
    packed?: boolean;
    unpacked?: number;
  },
): LyingPage {
  const data: Written = {
    fields: {
      1: { int: values },
      2: { int: nulls },
      3: { int: rows },
      4: { int: encoding },
      5: { int: definition },
      6: { int: repetition },
      7: { flag: packed },
    },
  };
  return {
    header: { 1: { int: 3 }, 2: { int: unpacked }, 3: { int: content.length }, 8: data },
    content: Uint8Array.from(content),
  };
}

/** A dictionary. */
export function dictionaryPage(
  content: readonly number[],
  { values, unpacked = content.length }: { values: number; unpacked?: number },
): LyingPage {
  const data: Written = { fields: { 1: { int: values }, 2: { int: 0 } } };
  return {
    header: { 1: { int: 2 }, 2: { int: unpacked }, 3: { int: content.length }, 7: data },
    content: Uint8Array.from(content),
  };
}
