import { key, uniform } from '@audiate/core';

/** A matrix, row by row. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** Keeps a quotient finite where a whole row or column is 0. */
const TINY = 1e-12;

/**
 * V ≈ W·H with `rank` parts and nothing negative, by multiplicative updates that never raise ‖V − W·H‖² (Lee and Seung
 * 2001): W `[rows, rank]` says when a part is on, H `[rank, columns]` what it is made of. From uniform noise of a fixed
 * seed, so a local optimum, always the same one.
 */
export function nmf(v: Matrix, rank: number, iterations = 300): { readonly w: Matrix; readonly h: Matrix } {
  const noise = (rows: number, columns: number, seed: number): Matrix => ({
    data: Float64Array.from(uniform(key(seed), rows * columns), (x) => x + 0.1),
    rows,
    columns,
  });
  let [w, h] = [noise(v.rows, rank, 1), noise(rank, v.columns, 2)];
  for (let i = 0; i < iterations; i++) {
    const wt = transpose(w);
    h = scaled(h, product(wt, v), product(product(wt, w), h));
    const ht = transpose(h);
    w = scaled(w, product(v, ht), product(w, product(h, ht)));
  }
  return { w, h };
}

/** Which share of ‖V‖² the product W·H tells: 1 − ‖V − W·H‖² / ‖V‖². */
export function explained(v: Matrix, { w, h }: { readonly w: Matrix; readonly h: Matrix }): number {
  const told = product(w, h).data;
  const energy = (x: Float64Array) => x.reduce((sum, value) => sum + value * value, 0);
  return 1 - energy(v.data.map((value, i) => value - told[i]!)) / energy(v.data);
}

export function product(a: Matrix, b: Matrix): Matrix {
  const data = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = a.data[i * a.columns + k]!;
      for (let j = 0; j < b.columns; j++) data[i * b.columns + j]! += factor * b.data[k * b.columns + j]!;
    }
  }
  return { data, rows: a.rows, columns: b.columns };
}

export function transpose({ data, rows, columns }: Matrix): Matrix {
  const transposed = data.map((_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!);
  return { data: transposed, rows: columns, columns: rows };
}

function scaled(x: Matrix, up: Matrix, down: Matrix): Matrix {
  return { ...x, data: x.data.map((value, i) => (value * up.data[i]!) / (down.data[i]! + TINY)) };
}
