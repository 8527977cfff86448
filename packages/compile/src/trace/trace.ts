import { valueAndGradients, withBackend } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type Builder, createBuilder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { valueType } from '../kernels/tracer.js';
import { TRACE, traceBackend } from './backend.js';
import { registerKernels } from './register-kernels.js';
import { withoutRandomness } from './without-randomness.js';

/** Shape and element type of a tensor to be fed. */
export interface InputSpec {
  readonly shape: readonly number[];
  /** `float32` unless given. */
  readonly dtype?: 'float32' | 'int32' | 'bool';
}

/** A function of named tensors; its answer is one tensor, or several by name of which `value` is differentiated. */
export type Compilable = (
  inputs: Readonly<Record<string, tf.Tensor>>,
) => tf.Tensor | Readonly<Record<string, tf.Tensor>>;

/** What a function computes, as values of a graph. */
export interface Traced {
  readonly build: Builder;
  readonly values: Readonly<Record<string, Value>>;
  readonly gradients: Readonly<Record<string, Value>>;
}

/**
 * Runs a function once on values without numbers. The user's backend, tapes and scopes are what they were afterwards,
 * also when it throws.
 * @param wrt inputs by which the sum of `value` is differentiated.
 * @throws InputError for what can't be traced, with what to do; what `fn` throws.
 */
export function trace(fn: Compilable, inputs: Readonly<Record<string, InputSpec>>, wrt: readonly string[]): Traced {
  const backend = traceBackend();
  registerKernels();
  const build = createBuilder();
  return withBackend(TRACE, () =>
    backend.record(build, () =>
      withoutRandomness(() => {
        const tensors = Object.fromEntries(
          Object.entries(inputs).map(([name, { shape, dtype = 'float32' }]) => {
            const value = build.input(name, { shape, dtype: valueType(dtype) });
            return [name, tf.engine().makeTensorFromTensorInfo(backend.info(value))] as const;
          }),
        );
        try {
          const found: Traced[] = [];
          tf.tidy(() => {
            found.push(traceInto({ fn, tensors, wrt, build }));
          });
          return found[0]!;
        } catch (error) {
          throw explained(error);
        } finally {
          tf.dispose(tensors);
        }
      }),
    ),
  );
}

interface Tracing {
  readonly fn: Compilable;
  readonly tensors: Readonly<Record<string, tf.Tensor>>;
  readonly wrt: readonly string[];
  readonly build: Builder;
}

function traceInto({ fn, tensors, wrt, build }: Tracing): Traced {
  const backend = traceBackend();
  const values: Record<string, Value> = {};
  const score = (given: Readonly<Record<string, tf.Tensor>>): tf.Scalar => {
    const answer = fn(given);
    const named = answer instanceof tf.Tensor ? { value: answer } : answer;
    for (const [name, tensor] of Object.entries(named)) values[name] = backend.value(tensor);
    if (wrt.length === 0) return tf.scalar(0);
    if (named.value) return tf.sum(named.value);
    throw new InputError('a function whose gradient is asked for must answer a tensor, or one named "value"');
  };
  if (wrt.length === 0) {
    score(tensors);
    return { build, values, gradients: {} };
  }
  const { grads } = valueAndGradients(
    (...xs) => score({ ...tensors, ...Object.fromEntries(wrt.map((name, i) => [name, xs[i]!])) }),
    wrt.map((name) => tensors[name]!),
  );
  const gradients = Object.fromEntries(
    wrt.map((name, i) => [name, grads[i] ? backend.value(grads[i]) : build.filled(0, backend.value(tensors[name]!))]),
  );
  return { build, values, gradients };
}

/** TensorFlow.js's own message names the kernel that is missing, but not what to do. */
function explained(error: unknown): unknown {
  const [, kernel] =
    (error instanceof Error && error.message.match(/[Kk]ernel '(\w+)' (?:not registered )?for backend/)) || [];
  if (!kernel) return error;
  return new InputError(
    `the TensorFlow.js kernel ${kernel} can't be compiled; write it by other operations, or use an eager engine such as "wasm"`,
    { cause: error },
  );
}
