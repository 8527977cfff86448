import { type Compiled, type CompileOptions, compileBy } from '@audiate/compile/internal/compile';
import { opsWith } from '@audiate/compile/internal/graph/operators';
import { decompositions } from '@audiate/compile/internal/polyphase/polyphase';
import { rewrites } from '@audiate/compile/internal/rewrite/rewrite';
import { TRACE } from '@audiate/compile/internal/trace/backend';
import { registerKernel, registerKernels } from '@audiate/compile/internal/trace/register-kernels';
import type { Compilable } from '@audiate/compile/internal/trace/trace';
import * as tf from '@tensorflow/tfjs';

/** A part of the compiler that can be left out, with what is then computed in its place. */
export interface Part {
  readonly name: string;
  readonly kind: 'rewrite' | 'polyphase' | 'operation';
  /** Compiles without it. */
  compile(fn: Compilable, options: CompileOptions): Promise<Compiled>;
}

/**
 * Every part of the compiler that can be left out: tables of rewrites and of polyphase decompositions; and named
 * operations of @audiate/ops, which become what TensorFlow.js's own operations make of them.
 */
export function ablatedParts(): Part[] {
  return [
    ...Object.keys(rewrites(new Map())).map(
      (name): Part => ({
        name,
        kind: 'rewrite',
        compile: (fn, options) => compileBy({ rewrites: (hoisted) => without(rewrites(hoisted), name) }, fn, options),
      }),
    ),
    ...Object.keys(decompositions).map(
      (name): Part => ({
        name,
        kind: 'polyphase',
        compile: (fn, options) => compileBy({ decompositions: without(decompositions, name) }, fn, options),
      }),
    ),
    ...opsWith(({ named }) => named).map(
      (name): Part => ({
        name,
        kind: 'operation',
        compile: (fn, options) => withoutKernels([name, `${name}Gradient`], () => compileBy({}, fn, options)),
      }),
    ),
  ];
}

const without = <Tables extends object>(tables: Tables, name: string): Tables =>
  Object.fromEntries(Object.entries(tables).filter(([own]) => own !== name)) as Tables;

/** A named operation whose kernels are not registered is computed by its plain form. */
async function withoutKernels<T>(names: readonly string[], body: () => Promise<T>): Promise<T> {
  registerKernels();
  for (const name of names) tf.unregisterKernel(name, TRACE);
  try {
    return await body();
  } finally {
    for (const name of names) registerKernel(name);
  }
}
