import type { SchemaElement } from 'hyparquet';

const column = (name: string, type: SchemaElement['type'], more: Partial<SchemaElement> = {}): SchemaElement => ({
  name,
  ...(type ? { type } : {}),
  repetition_type: 'REQUIRED',
  ...more,
});
const text = (name: string, repetition_type: 'REQUIRED' | 'OPTIONAL' = 'REQUIRED'): SchemaElement =>
  column(name, 'BYTE_ARRAY', { converted_type: 'UTF8', repetition_type });
const group = (name: string, children: readonly SchemaElement[], more: Partial<SchemaElement>): SchemaElement[] => [
  { name, repetition_type: 'REQUIRED', num_children: children.length, ...more },
  ...children,
];
/** Parquet's list of three levels, as every reader knows it. */
const list = (name: string, element: readonly SchemaElement[]): SchemaElement[] => [
  column(name, undefined, { converted_type: 'LIST', num_children: 1 }),
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ...element,
];
const numbers = (name: string, type: 'INT32' | 'INT64' | 'FLOAT' | 'DOUBLE') => list(name, [column('element', type)]);

const moment = group(
  'element',
  [
    text('file'),
    column('seconds', 'DOUBLE'),
    column('value', 'FLOAT'),
    column('frame', 'INT32'),
    column('start', 'DOUBLE'),
    column('length', 'DOUBLE'),
    text('label', 'OPTIONAL'),
    text('transcript', 'OPTIONAL'),
  ],
  {},
);

/** Shares of the frames whose quantile each row has. */
export const QUANTILES = { q01: 0.01, q05: 0.05, q25: 0.25, q50: 0.5, q75: 0.75, q95: 0.95, q99: 0.99 } as const;

const columns: readonly (readonly SchemaElement[])[] = [
  [text('layer')],
  [column('unit', 'INT32')],
  [text('name', 'OPTIONAL')],
  [column('count', 'INT64')],
  [column('mean', 'DOUBLE')],
  [column('deviation', 'DOUBLE')],
  [column('active', 'DOUBLE')],
  [column('min', 'FLOAT')],
  [column('max', 'FLOAT')],
  ...Object.keys(QUANTILES).map((name) => [column(name, 'DOUBLE')]),
  list('top', moment),
  list('bottom', moment),
  numbers('sample_value', 'FLOAT'),
  numbers('sample_frame', 'INT32'),
  [column('active_count', 'INT64')],
  numbers('bucket', 'INT32'),
  numbers('bucket_count', 'INT64'),
  numbers('sum', 'DOUBLE'),
  numbers('sum_of_squares', 'DOUBLE'),
];

/** One row a unit: facts for a reader first, then what merging needs. */
export const SCHEMA: readonly SchemaElement[] = [{ name: 'root', num_children: columns.length }, ...columns.flat()];

/** The columns in their order. */
export const COLUMNS: readonly string[] = columns.map(([first]) => first!.name);

/** Every column that holds values by its path, and their kind. */
export const LEAVES: ReadonlyMap<string, SchemaElement['type']> = new Map(
  columns.flatMap((elements) => {
    const at = (end: number): string[] => elements.slice(0, end).map(({ name }) => name);
    const groups = elements.filter(({ num_children }) => num_children !== undefined).length;
    return elements
      .slice(groups)
      .map(({ name, type }): [string, SchemaElement['type']] => [[...at(groups), name].join('.'), type]);
  }),
);
