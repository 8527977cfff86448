import { multiply } from '../expressions/multiply.js';
import type { Builder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

/** Two matrices `u` and `v`, and the combinations of them by which products are shared. */
export interface Taps {
  readonly u: Value;
  readonly v: Value;
  /** u + v. */
  readonly sum: Value;
  /** (u + v) / 2. */
  readonly halfSum: Value;
  /** (u − v) / 2. */
  readonly halfDifference: Value;
  /** Whether signals are multiplied by them transposed. */
  readonly transposed: boolean;
}

/** Adds something to a sum that is under way, or begins one. */
export type Addend = (sum: Value | undefined) => Value | undefined;

/** One output: what of the signal meets `u`, what meets `v`, and what is added. */
interface Output {
  readonly from: Value;
  readonly to: Value;
  readonly add: Addend;
}

/**
 * `zₖ = dₖ · u + dₖ₊₁ · v + aₖ` for every k, with fewer products than two for each: Winograd's short filters
 * (Winograd 1980) of two taps, F(2, 2) and F(3, 2):
 *
 *     two outputs:    m = d₁ (u + v)                       z₀ = (d₀ − d₁) u + m       z₁ = (d₂ − d₁) v + m
 *     three outputs:  p = (d₁ + d₂) (u + v) / 2            z₀ = (d₀ − d₂) u + p + q
 *                     q = (d₂ − d₁) (u − v) / 2            z₁ = p − q                 z₂ = (d₃ − d₁) v + p + q
 *
 * @param signals one more than outputs.
 */
export function winograd(build: Builder, signals: readonly Value[], taps: Taps, addends: readonly Addend[]): Value[] {
  const outputs = addends.map((add, i) => ({ from: signals[i], to: signals[i + 1], add }) as Output);
  const answers: Value[] = [];
  while (answers.length < outputs.length) {
    const left = outputs.length - answers.length;
    const [first, second, third] = outputs.slice(answers.length, answers.length + (left === 4 ? 2 : 3)) as [
      Output,
      Output?,
      Output?,
    ];
    if (second && third) answers.push(...three(build, [first, second, third], taps));
    else answers.push(...(second ? two(build, [first, second], taps) : one(build, first, taps)));
  }
  return answers;
}

const add = (build: Builder, a: Value, b: Value): Value => build.float('Add', [a, b], a.shape);
const subtract = (build: Builder, a: Value, b: Value): Value => build.float('Sub', [a, b], a.shape);

function one(build: Builder, { from, to, add }: Output, { u, v, transposed }: Taps): Value[] {
  const first = multiply(build, from, u, { sum: add(undefined), transposed });
  return [multiply(build, to, v, { sum: first, transposed })];
}

function two(build: Builder, [a, b]: readonly [Output, Output], { u, v, sum, transposed }: Taps): Value[] {
  const [d0, d1, d2] = [a.from, a.to, b.to];
  const m = multiply(build, d1, sum, { transposed });
  return [
    multiply(build, subtract(build, d0, d1), u, { sum: a.add(m), transposed }),
    multiply(build, subtract(build, d2, d1), v, { sum: b.add(m), transposed }),
  ];
}

function three(build: Builder, [a, b, c]: readonly [Output, Output, Output], taps: Taps): Value[] {
  const { u, v, halfSum, halfDifference, transposed } = taps;
  const [d0, d1, d2, d3] = [a.from, a.to, b.to, c.to];
  const p = multiply(build, add(build, d1, d2), halfSum, { transposed });
  const q = multiply(build, subtract(build, d2, d1), halfDifference, { transposed });
  const outer = add(build, p, q);
  const inner = subtract(build, p, q);
  return [
    multiply(build, subtract(build, d0, d2), u, { sum: a.add(outer), transposed }),
    b.add(inner) ?? inner,
    multiply(build, subtract(build, d3, d1), v, { sum: c.add(outer), transposed }),
  ];
}
