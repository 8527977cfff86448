import type { SchemaElement } from 'hyparquet';

type ColumnType = 'text' | 'INT32' | 'INT64' | 'FLOAT' | 'DOUBLE' | 'numbers';

type Column<Row> = readonly [name: string, type: ColumnType, of: keyof Row & string, optional?: true];

/** Each column of a file of rows: its name in the file, its type, and what it holds of a row. */
export type Columns<Row> = readonly Column<Row>[];

function elementsOf<Row>([name, type, , optional]: Column<Row>): SchemaElement[] {
  const repetition_type = optional ? 'OPTIONAL' : 'REQUIRED';
  if (type === 'text') return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }];
  if (type !== 'numbers') return [{ name, type, repetition_type }];
  // Parquet's list of three levels, as every reader knows it.
  return [
    { name, repetition_type, converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
  ];
}

/** The same for whoever writes a file. */
export function schemaOf<Row>(columns: Columns<Row>): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(elementsOf)];
}
