import * as tf from '@tensorflow/tfjs';
import { type Compiled, type CompileOptions, compileBy } from '../packages/compile/src/compile.ts';
import { opsWith } from '../packages/compile/src/graph/operators.ts';
import { decompositions } from '../packages/compile/src/polyphase/polyphase.ts';
import { rewrites } from '../packages/compile/src/rewrite/rewrite.ts';
import { TRACE } from '../packages/compile/src/trace/backend.ts';
import { registerKernel, registerKernels } from '../packages/compile/src/trace/register-kernels.ts';
import type { Compilable } from '../packages/compile/src/trace/trace.ts';

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
