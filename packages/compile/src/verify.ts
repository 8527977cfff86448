import { valueAndGradients, withBackend } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Numbers } from './graph/graph.js';
import type { CompiledResult } from './result.js';
import type { Compilable, InputSpec } from './trace/trace.js';

/** Largest differences from the eager result that are not a mistake, relative to its largest number. */
const VALUE_TOLERANCE = 1e-5;
const GRADIENT_TOLERANCE = 1e-4;
/** A number near zero that sums cancelled to has lost its digits: differences below this are no mistake either. */
const ROUNDING = 1e-6;

/** Runs a function eagerly on the cpu backend and compares. */
export function verifier(fn: Compilable, inputs: Readonly<Record<string, InputSpec>>, wrt: readonly string[]) {
  return (feeds: Readonly<Record<string, Numbers>>, result: CompiledResult): void => {
    const eagerly: CompiledResult[] = [];
    withBackend('cpu', () =>
      tf.tidy(() => {
        eagerly.push(runEagerly({ fn, inputs, wrt }, feeds));
      }),
    );
    const { values, gradients } = eagerly[0]!;
    for (const [name, eager] of Object.entries(values)) compare(name, result.values[name]!, eager, VALUE_TOLERANCE);
    for (const [name, eager] of Object.entries(gradients)) {
      compare(`gradient of ${name}`, result.gradients[name]!, eager, GRADIENT_TOLERANCE);
    }
  };
}

interface Eager {
  readonly fn: Compilable;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly wrt: readonly string[];
}

/** What {@link compile}'s program computes, op by op on the active backend. */
export function runEagerly({ fn, inputs, wrt }: Eager, feeds: Readonly<Record<string, Numbers>>): CompiledResult {
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, dtype = 'float32' }]) => [
      name,
      tf.tensor(feeds[name] as Float32Array, [...shape], dtype),
    ]),
  );
  const values: Record<string, Numbers> = {};
  const score = (...xs: tf.Tensor[]): tf.Scalar => {
    const answer = fn({ ...tensors, ...Object.fromEntries(wrt.map((name, i) => [name, xs[i]!])) });
    const named = answer instanceof tf.Tensor ? { value: answer } : answer;
    for (const [name, tensor] of Object.entries(named)) values[name] = tensor.dataSync().slice() as Float32Array;
    return wrt.length > 0 ? tf.sum(named.value!) : tf.scalar(0);
  };
  if (wrt.length === 0) {
    score();
    return { values, gradients: {} };
  }
  const { grads } = valueAndGradients(
    score,
    wrt.map((name) => tensors[name]!),
  );
  const read = wrt.map(
    (name, i) => [name, (grads[i] ?? tf.zerosLike(tensors[name]!)).dataSync().slice() as Float32Array] as const,
  );
  return { values, gradients: Object.fromEntries(read) };
}

function compare(name: string, compiled: Numbers, eager: Numbers, tolerance: number): void {
  let [difference, largest] = [0, 0];
  for (let i = 0; i < eager.length; i++) {
    const [a, b] = [Number(compiled[i]), Number(eager[i])];
    largest = Math.max(largest, Math.abs(b));
    if (!Object.is(a, b) && !(Number.isNaN(a) && Number.isNaN(b)))
      difference = Math.max(difference, Math.abs(a - b) || 0);
    if (Number.isNaN(a) !== Number.isNaN(b)) difference = Number.POSITIVE_INFINITY;
  }
  if (difference <= Math.max(ROUNDING, tolerance * largest)) return;
  throw new InputError(
    `the compiled function differs from the eager one in ${name} by ${difference}, where the largest number is ${largest}; ` +
      'this is a mistake of @audiate/compile: please report it, and use an eager engine such as "wasm" meanwhile',
  );
}
