import { UNIT_COLUMNS } from '../rows/unit-columns.js';

const LONG = ['curve', 'recipe'];

/** The columns of the index but for curves and recipes, which are long. */
export const SHORT_COLUMNS: readonly string[] = UNIT_COLUMNS.map(([name]) => name).filter(
  (name) => !LONG.includes(name),
);
