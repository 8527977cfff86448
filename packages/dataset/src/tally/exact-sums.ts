/**
 * One sum for each unit whose value does not depend on the order or the grouping of what was added: numbers are cut into
 * whole multiples of fixed powers of two, which add without rounding. Each sum keeps the three highest of these bins that
 * its largest number reaches, 53 to 78 bits; what lies below is dropped, whenever it came. After Demmel and Nguyen,
 * Parallel Reproducible Summation (2015), with numbers cut towards zero.
 */
export interface ExactSums {
  /** For each unit: its highest bin, then the whole multiples in this bin and the two below. */
  readonly state: Float64Array;
  /** Adds a finite number to a unit's sum. */
  add(unit: number, value: number): void;
  /** Adds another unit's sum, of a state as long. */
  addState(other: Float64Array): void;
  /** The sum, rounded to a double. */
  value(unit: number): number;
}

/** Bits of a bin: 2^27 numbers add in one double before it rounds, four years of windows of a second. */
const BITS = 26;
const LOWEST = -Math.ceil(1022 / BITS);
const HIGHEST = Math.floor(1023 / BITS);
/** Numbers for each unit. */
export const SUM_STATE = 4;

const UNITS = Float64Array.from({ length: HIGHEST - LOWEST + 1 }, (_, i) => 2 ** Math.max(-1022, BITS * (LOWEST + i)));
const unitOf = (bin: number): number => UNITS[Math.max(bin, LOWEST) - LOWEST]!;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** The bin of a number's leading bit; undefined for zero and what is nearly. */
function binOf(value: number): number | undefined {
  float[0] = value;
  const exponent = ((words[HIGH]! >>> 20) & 0x7ff) - 1023;
  return exponent < -1022 + 3 * BITS ? undefined : Math.floor(exponent / BITS);
}

export function exactSums(units: number, state = emptySums(units)): ExactSums {
  const raise = (at: number, bin: number) => {
    const by = bin - state[at]!;
    if (by <= 0) return;
    for (let place = SUM_STATE - 1; place > 0; place--) state[at + place] = place > by ? state[at + place - by]! : 0;
    state[at] = bin;
  };
  return {
    state,
    add(unit, value) {
      const bin = binOf(value);
      if (bin === undefined) return;
      const at = unit * SUM_STATE;
      raise(at, bin);
      let rest = value;
      for (let place = 1; place < SUM_STATE; place++) {
        const size = unitOf(state[at]! + 1 - place);
        const whole = Math.trunc(rest / size);
        state[at + place]! += whole;
        rest -= whole * size;
      }
    },
    addState(other) {
      for (let at = 0; at < state.length; at += SUM_STATE) {
        raise(at, other[at]!);
        const below = state[at]! - other[at]!;
        for (let place = 1; place + below < SUM_STATE; place++) state[at + place + below]! += other[at + place]!;
      }
    },
    value(unit) {
      const at = unit * SUM_STATE;
      let sum = 0;
      for (let place = SUM_STATE - 1; place > 0; place--) sum += state[at + place]! * unitOf(state[at]! + 1 - place);
      return sum;
    },
  };
}

function emptySums(units: number): Float64Array {
  const state = new Float64Array(units * SUM_STATE);
  for (let at = 0; at < state.length; at += SUM_STATE) state[at] = LOWEST;
  return state;
}
