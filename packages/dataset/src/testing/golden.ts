import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PooledLayer } from '../labels/pooled-activations.js';

export const root = join(import.meta.dirname, '../../../..');

interface Case {
  readonly x: readonly number[][];
  readonly groups: readonly string[];
  readonly lambda: number;
  readonly folds: readonly number[];
}

/** What scikit-learn makes of numbers. */
export interface NumberCase extends Case {
  readonly y: readonly number[];
  readonly told: readonly number[];
  readonly r2: number;
  readonly spearman: number;
  readonly weights: readonly number[];
  readonly intercept: number;
}

/** What scikit-learn makes of classes. */
export interface ClassCase extends Case {
  readonly y: readonly string[];
  readonly told: readonly number[][];
  readonly balancedAccuracy: number;
  readonly auc: number;
  readonly weights: readonly number[][];
  readonly intercepts: readonly number[];
}

/** What scikit-learn and scipy computed: `tools/goldens/dataset.py` made it. */
export const golden = JSON.parse(readFileSync(join(root, 'fixtures/goldens/dataset.json'), 'utf8')) as {
  readonly numbers: NumberCase;
  readonly fewNumbers: NumberCase;
  readonly two: ClassCase;
  readonly three: ClassCase;
  readonly fewThree: ClassCase;
};

/** Rows as a layer over clips. */
export function layerOf(rows: readonly (readonly number[])[]): PooledLayer {
  return { data: Float32Array.from(rows.flat()), clips: rows.length, channels: rows[0]!.length };
}
