import type { Builder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { multiply } from '../lower/multiply.js';

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
  readonly turned: boolean;
}

/** Adds something to a sum that is under way, or begins one. */
export type Addend = (sum?: Value) => Value | undefined;

/**
 * `zₖ = dₖ · u + dₖ₊₁ · v + aₖ` for every k, with fewer products than two for each (Winograd's short filters):
 *
 *     two outputs:    m = d₁ (u + v)                       z₀ = (d₀ − d₁) u + m       z₁ = (d₂ − d₁) v + m
 *     three outputs:  p = (d₁ + d₂) (u + v) / 2            z₀ = (d₀ − d₂) u + p + q
 *                     q = (d₂ − d₁) (u − v) / 2            z₁ = p − q                 z₂ = (d₃ − d₁) v + p + q
 *
 * @param signals one more than outputs.
 */
export function twoTaps(build: Builder, signals: readonly Value[], taps: Taps, addends: readonly Addend[]): Value[] {
  const outputs: Value[] = [];
  while (outputs.length < addends.length) {
    const [from, left] = [outputs.length, addends.length - outputs.length];
    const size = left === 4 ? 2 : Math.min(left, 3);
    const form = [one, two, three][size - 1]!;
    outputs.push(...form(build, signals.slice(from, from + size + 1), taps, addends.slice(from, from + size)));
  }
  return outputs;
}

type Form = typeof twoTaps;

const add = (build: Builder, a: Value, b: Value): Value => build.float('Add', [a, b], a.shape);
const subtract = (build: Builder, a: Value, b: Value): Value => build.float('Sub', [a, b], a.shape);

const one: Form = (build, [d0, d1], { u, v, turned }, [a]) => {
  const first = multiply(build, d0!, u, { sum: a!(), turned });
  return [multiply(build, d1!, v, { sum: first, turned })];
};

const two: Form = (build, [d0, d1, d2], { u, v, sum, turned }, [a, b]) => {
  const m = multiply(build, d1!, sum, { turned });
  return [
    multiply(build, subtract(build, d0!, d1!), u, { sum: a!(m), turned }),
    multiply(build, subtract(build, d2!, d1!), v, { sum: b!(m), turned }),
  ];
};

const three: Form = (build, [d0, d1, d2, d3], { u, v, halfSum, halfDifference, turned }, [a, b, c]) => {
  const p = multiply(build, add(build, d1!, d2!), halfSum, { turned });
  const q = multiply(build, subtract(build, d2!, d1!), halfDifference, { turned });
  const outer = add(build, p, q);
  return [
    multiply(build, subtract(build, d0!, d2!), u, { sum: a!(outer), turned }),
    b!(subtract(build, p, q))!,
    multiply(build, subtract(build, d3!, d1!), v, { sum: c!(outer), turned }),
  ];
};
