/** Zero crossings of the kernel on either side. */
export const CROSSINGS = 16;
/** Table entries for each zero crossing: linear interpolation between them errs by (1/512)² / 8 · π²/3 < 2e-6. */
const RESOLUTION = 512;
/** Shape of the window for a stopband 80 dB down (Kaiser 1974: β = 0.1102 (A − 8.7)). */
const BETA = 0.1102 * (80 - 8.7);

let shared: Float64Array | undefined;

/** The low-pass kernel of band-limited interpolation at distance `x` in zero crossings: sinc(x) under a Kaiser window. */
export function kaiserSinc(x: number): number {
  shared ??= makeTable();
  const position = Math.abs(x) * RESOLUTION;
  if (position >= CROSSINGS * RESOLUTION) return 0;
  const left = Math.trunc(position);
  return shared[left]! + (position - left) * (shared[left + 1]! - shared[left]!);
}

function makeTable(): Float64Array {
  return Float64Array.from({ length: CROSSINGS * RESOLUTION + 1 }, (_, i) => {
    // Exactly 0 at the crossings, so that a shift by whole samples is exact.
    if (i % RESOLUTION === 0) return i === 0 ? 1 : 0;
    const x = i / RESOLUTION;
    const window = besselI0(BETA * Math.sqrt(1 - (x / CROSSINGS) ** 2)) / besselI0(BETA);
    return (window * Math.sin(Math.PI * x)) / (Math.PI * x);
  });
}

/** Modified Bessel function of order 0 by its series, terms ((x/2)^k / k!)², until they no longer count. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
