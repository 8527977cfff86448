import { installOps, weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { multiply } from '../expressions/multiply.js';
import { createBuilder } from '../graph/builder.js';
import { asItIs } from '../graph/frozen.js';
import { nodeOf, type Value } from '../graph/graph.js';
import { nodesInOrder } from '../graph/order.js';
import { compile, releaseIdlePrograms } from '../index.js';
import { loadProgram } from '../session/program.js';
import { numbers } from '../testing/agree.js';
import { quantize } from './quantize.js';
import { LARGEST_WEIGHT } from './quantized-weight.js';

const [ROWS, INNER, COLUMNS] = [40, 64, 48];

/** `x · matrix`, or by the matrix transposed, in float32's operators. */
function productOf(matrix: Float32Array, { transposed = false, sum = false, rows = ROWS } = {}): Value[] {
  const build = createBuilder();
  const x = build.input('x', { shape: [rows, INNER], dtype: 'float32' });
  const shape = transposed ? [COLUMNS, INNER] : [INNER, COLUMNS];
  const bias = build.frozen(asItIs(numbers(COLUMNS, 3)), { shape: [COLUMNS], dtype: 'float32' });
  const frozen = build.frozen(asItIs(matrix), { shape, dtype: 'float32' });
  return [multiply(build, x, frozen, { transposed, sum: sum ? bias : undefined })];
}

const operators = (outputs: readonly Value[]) => nodesInOrder(outputs).map(({ op }) => op);

async function run(outputs: readonly Value[], x: Float32Array): Promise<Float32Array> {
  const program = await loadProgram(outputs, { weights: 'initializer', threads: 1, onDemand: 0 });
  const [answer] = await program.run({ inputs: { x }, lifted: [] }, true);
  await program.release();
  return answer as Float32Array;
}

/** In float64: the product, and how far it may be off when rows and columns are rounded to their units. */
function exact(x: Float32Array, matrix: Float32Array, transposed: boolean): { value: number[]; bound: number[] } {
  const at = (k: number, n: number) => matrix[transposed ? n * INNER + k : k * COLUMNS + n]!;
  const largest = (list: number[]) => Math.max(...list.map(Math.abs));
  const inner = Array.from({ length: INNER }, (_, k) => k);
  const columns = Array.from({ length: COLUMNS }, (_, n) => n);
  const units = columns.map((n) => largest(inner.map((k) => at(k, n))) / LARGEST_WEIGHT);
  const [value, bound]: [number[], number[]] = [[], []];
  for (let m = 0; m < x.length / INNER; m++) {
    const row = Array.from(x.subarray(m * INNER, (m + 1) * INNER));
    const unit = largest(row) / 127;
    for (const n of columns) {
      value.push(inner.reduce((sum, k) => sum + row[k]! * at(k, n), 0));
      // |x̃w̃ − xw| ≤ |x̃ − x||w̃| + |x||w̃ − w|, each rounded by half a unit at most.
      const off = inner.map(
        (k) => (unit / 2) * (Math.abs(at(k, n)) + units[n]! / 2) + Math.abs(row[k]!) * (units[n]! / 2),
      );
      bound.push(off.reduce((sum, own) => sum + own, 0));
    }
  }
  return { value, bound };
}

describe('a product in bytes', () => {
  test.each([
    ['by a matrix', false],
    ['by a transposed matrix', true],
  ])('%s is within what rounding allows, in rows of any size', async (_, transposed) => {
    const matrix = numbers(INNER * COLUMNS, 1).map((value, i) => value * (1 + (i % 7)));
    // From row to row a tenth: the last one is 1e-39 of the first, beyond what float32 divides by.
    const x = numbers(ROWS * INNER, 2).map((value, i) => value * 10 ** -Math.floor(i / INNER));
    const lowered = productOf(matrix, { transposed });
    const quantized = quantize(lowered);
    expect(operators(quantized)).toContain('MatMulIntegerToFloat');
    const answer = await run(quantized, x);
    const { value, bound } = exact(x, matrix, transposed);
    const visible = 28 * COLUMNS;
    let worst = 0;
    for (let i = 0; i < visible; i++) worst = Math.max(worst, Math.abs(answer[i]! - value[i]!) / bound[i]!);
    expect(worst).toBeLessThan(1);
    // Bytes were used: the error is far above float32's.
    expect(worst).toBeGreaterThan(0.01);
    for (let i = visible; i < answer.length; i++) expect(Math.abs(answer[i]!)).toBeLessThan(1e-25);
  });

  test('adds its sum in float32, and rows of zeros give it alone', async () => {
    const matrix = numbers(INNER * COLUMNS, 1);
    const answer = await run(
      quantize(productOf(matrix, { transposed: true, sum: true })),
      new Float32Array(ROWS * INNER),
    );
    const bias = numbers(COLUMNS, 3);
    for (const [i, value] of answer.entries()) expect(value).toBe(bias[i % COLUMNS]);
  });

  test('of the largest numbers is whole: no pair of products is cut to 16 bits', async () => {
    const signs = Float32Array.from({ length: INNER * COLUMNS }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const answer = await run(quantize(productOf(signs)), new Float32Array(ROWS * INNER).fill(1));
    for (const [i, value] of answer.entries()) expect(value).toBeCloseTo(i % 2 === 0 ? INNER : -INNER, 3);
  });

  test('columns of zeros give zeros', async () => {
    const matrix = numbers(INNER * COLUMNS, 1).map((value, i) => (i % COLUMNS === 5 ? 0 : value));
    const answer = await run(quantize(productOf(matrix)), numbers(ROWS * INNER, 2));
    expect(answer.filter((_, i) => i % COLUMNS === 5).every((value) => value === 0)).toBe(true);
    expect(answer.every(Number.isFinite)).toBe(true);
  });
});

describe('what stays in float32', () => {
  test('a product of few rows', () => {
    const lowered = productOf(numbers(INNER * COLUMNS), { rows: 31 });
    expect(operators(quantize(lowered))).toEqual(operators(lowered));
  });

  test('a product by a weight of full precision, in each of its layouts', async () => {
    await tf.setBackend('cpu');
    const data = numbers(INNER * COLUMNS);
    const kept = weight(data, [INNER, COLUMNS], { fullPrecision: true });
    const copied = { name: 'copied', arrange: (own: Float32Array) => ({ data: own.slice(), shape: [INNER, COLUMNS] }) };
    for (const matrix of [data, kept.tensor(copied).dataSync() as Float32Array]) {
      const lowered = productOf(matrix);
      expect(operators(quantize(lowered))).toEqual(operators(lowered));
    }
    kept.dispose();
  });

  test('a product by what is computed', () => {
    const build = createBuilder();
    const [a, b] = ['a', 'b'].map((name) => build.input(name, { shape: [64, 64], dtype: 'float32' })) as [Value, Value];
    const [product] = quantize([build.float('MatMul', [a, b], [64, 64])]);
    expect(nodeOf(product!)?.op).toBe('MatMul');
  });
});

describe('compile', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
    installOps();
  });
  afterAll(releaseIdlePrograms);

  const matrix = weight(numbers(INNER * INNER, 4), [INNER, INNER]);
  const fn = ({ x }: Readonly<Record<string, tf.Tensor>>) =>
    tf.sum(tf.tanh(tf.matMul(x as tf.Tensor2D, matrix.tensor() as tf.Tensor2D)));
  const options = { inputs: { x: [ROWS, INNER] }, wrt: ['x'], threads: 1 };
  const x = numbers(ROWS * INNER, 6).map((value) => 0.1 * value);

  test('climbs in bytes the way that float32 climbs, the same bits again', async () => {
    const gradients: Float32Array[] = [];
    for (const precision of ['f32', 'i8', 'i8'] as const) {
      const program = await compile(fn, { ...options, precision });
      expect(program.precision).toBe(precision);
      gradients.push((await program.run({ x })).gradients.x!);
      program.dispose();
      releaseIdlePrograms();
    }
    const [plain, bytes, again] = gradients as [Float32Array, Float32Array, Float32Array];
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    const cosine = dot(plain, bytes) / Math.sqrt(dot(plain, plain) * dot(bytes, bytes));
    expect(cosine).toBeGreaterThan(0.999);
    expect(cosine).toBeLessThan(1 - 1e-9);
    expect(again).toEqual(bytes);
  });

  test.each([
    [{ weights: 'input', precision: 'i8' }, /precision "i8" of compile needs weights "initializer"/],
    [{ verify: true, precision: 'i8' }, /precision "i8" of compile needs verify false/],
    [
      { executionProviders: ['cuda', 'cpu'], precision: 'i8' },
      /"i8" runs on the processor, not on "cuda"; choose "f32"/,
    ],
    [{ precision: 'f16' }, /unknown precision of compile "f16"; choose from f32, i8, auto/],
  ])('refuses %o', async (wrong, said) => {
    await expect(compile(fn, { ...options, ...wrong } as never)).rejects.toThrow(said);
  });

  test('auto is float32 where bytes can not be', async () => {
    for (const more of [{ weights: 'input' }, { verify: true }] as const) {
      const program = await compile(fn, { ...options, ...more, precision: 'auto' });
      expect(program.precision).toBe('f32');
      program.dispose();
    }
  });
});
