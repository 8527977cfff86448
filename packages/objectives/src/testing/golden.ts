import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A score of PyTorch and its gradient: `tools/goldens/objectives.py` made it. */
export interface Golden {
  readonly name: string;
  readonly shape: number[];
  readonly x: number[];
  /** For each item. */
  readonly score: number[];
  /** Of the sum of the scores by `x`. */
  readonly gradient: number[];
}

const folder = join(import.meta.dirname, '../../../../fixtures/goldens/objectives');

/** The cases of one golden; `Facts` is what each holds beside. */
export function readGoldens<Facts>(name: string): (Golden & Facts)[] {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as (Golden & Facts)[];
}
