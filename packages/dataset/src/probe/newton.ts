/** A smooth convex function, with its slopes at a point. */
export interface Convex {
  /** The search ends where no slope is steeper. */
  readonly tolerance: number;
  value(at: Float64Array): number;
  slopes(at: Float64Array): {
    readonly gradient: Float64Array;
    /** The matrix of second derivatives times a vector. */
    times(direction: Float64Array): Float64Array;
  };
}

/** Newton's method doubles the digits that are right with each step: a convex fit takes 5 to 15. */
const MAX_STEPS = 100;
/** Share of the decrease that the slope foretells which a step must keep (Armijo 1966). */
const KEPT = 1e-4;

/**
 * The point where a convex function is least: Newton's method, each step by conjugate gradients (Steihaug 1983; Lin, Weng and
 * Keerthi 2008 for logistic regression), halved until the function falls as foretold. Needs no matrix, only products with one.
 */
export function minimize(start: Float64Array, { tolerance, value, slopes }: Convex): Float64Array {
  let at = start;
  let now = value(at);
  for (let n = 0; n < MAX_STEPS; n++) {
    const { gradient, times } = slopes(at);
    if (gradient.every((slope) => Math.abs(slope) <= tolerance)) return at;
    const step = solve(gradient, times);
    const slope = dot(gradient, step);
    let [length, next, there] = [1, at, now];
    for (; length > 1e-10; length /= 2) {
      next = at.map((x, i) => x + length * step[i]!);
      there = value(next);
      if (there <= now + KEPT * length * slope) break;
    }
    // Rounding hides what is left to gain.
    if (!(there < now)) return there <= now ? next : at;
    [at, now] = [next, there];
  }
  return at;
}

/** −H⁻¹ g as far as a Newton step needs it: the closer to the end the more exact. */
function solve(gradient: Float64Array, times: (v: Float64Array) => Float64Array): Float64Array {
  const x = new Float64Array(gradient.length);
  const rest = gradient.map((slope) => -slope);
  let direction = rest.slice();
  let power = dot(rest, rest);
  const end = power * Math.min(0.25, Math.sqrt(power)) ** 2;
  for (let n = 0; n < 2 * gradient.length && power > end; n++) {
    const bent = times(direction);
    const curvature = dot(direction, bent);
    if (!(curvature > 0)) break;
    const length = power / curvature;
    for (let i = 0; i < x.length; i++) {
      x[i]! += length * direction[i]!;
      rest[i]! -= length * bent[i]!;
    }
    const next = dot(rest, rest);
    const kept = next / power;
    direction = direction.map((value, i) => rest[i]! + kept * value);
    power = next;
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
