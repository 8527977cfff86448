import type { Run } from '../operators/operator.js';
import type { Known } from '../values/value.js';

/** One operator's call, in the order of computation. */
export interface Step {
  readonly thing: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The first axis along which a Softmax or a norm of layers works, from the end where below 0; undefined for other operators. */
  readonly axis?: number;
  readonly run: Run;
}

/** A graph ready to be run: what does not depend on the sound is computed already. */
export interface Program {
  readonly steps: readonly Step[];
  readonly constants: ReadonlyMap<string, Known>;
  readonly outputs: readonly string[];
}
