import { type Matrix, product, transpose } from './nmf.ts';

/**
 * The share of ‖V‖² that the best matrix of a rank tells, signs allowed: its largest squared singular values over their
 * sum (Eckart and Young 1936), by power iteration on V·Vᵀ. No factorisation without negatives can tell more.
 */
export function bestRankExplained(v: Matrix, rank: number): number {
  const square = product(v, transpose(v));
  const { data, rows } = square;
  const total = data.reduce((sum, value, i) => sum + (i % (rows + 1) === 0 ? value : 0), 0);
  let found = 0;
  for (let part = 0; part < rank; part++) {
    let vector: Matrix = { data: Float64Array.from({ length: rows }, (_, i) => 1 + Math.sin(i)), rows, columns: 1 };
    let size = 0;
    for (let i = 0; i < 500; i++) {
      const next = product(square, vector);
      size = Math.sqrt(next.data.reduce((sum, value) => sum + value * value, 0));
      if (size === 0) return found / total;
      vector = { ...next, data: next.data.map((value) => value / size) };
    }
    found += size;
    for (let i = 0; i < data.length; i++) {
      data[i]! -= size * vector.data[Math.floor(i / rows)]! * vector.data[i % rows]!;
    }
  }
  return found / total;
}
