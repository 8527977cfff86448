import { readdir } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import type { Rule, Rules } from '../packages/compile/src/graph/builder.ts';
import { kernels, registerKernels } from '../packages/compile/src/kernels/register.ts';
import { lowerings } from '../packages/compile/src/lower/lower.ts';
import { rewrites } from '../packages/compile/src/rewrite/rewrites.ts';
import { TRACE, traceBackend } from '../packages/compile/src/trace/backend.ts';

/** A part of the compiler that can be left out, with what is then computed in its place. */
export interface Part {
  readonly name: string;
  readonly kind: 'rewrite' | 'lowering' | 'operation';
  /** Compiles without it from here on. */
  leaveOut(): void;
  /** Puts it back. */
  putBack(): void;
}

/**
 * Every part of the compiler that can be left out: tables of rewrites; tables of lowerings all of whose nodes another
 * table lowers, too; and named operations of @audiate/ops, which become what TensorFlow.js's own operations make of
 * them. The tables are edited in place, as tests do: nothing of this is public.
 */
export async function parts(): Promise<Part[]> {
  registerKernels();
  const rewriting = await tables('rewrite', rewrites);
  const lowering = (await tables('lower', lowerings)).filter(({ rules }) =>
    Object.entries(rules).every(([op, own]) => lowerings[op]!.some((rule) => !own.includes(rule))),
  );
  return [
    ...rewriting.map(({ name, rules }) => tablePart(name, 'rewrite', { rules, all: rewrites })),
    ...lowering.map(({ name, rules }) => tablePart(name, 'lowering', { rules, all: lowerings })),
    ...Object.keys(kernels)
      .filter((name) => `${name}Gradient` in kernels)
      .map(operationPart),
  ];
}

/** The tables of rules that the files of a folder export and that are part of `all`. */
async function tables(folder: string, all: Rules): Promise<{ name: string; rules: Rules }[]> {
  const at = new URL(`../packages/compile/src/${folder}/`, import.meta.url);
  const files = (await readdir(at)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const modules = await Promise.all(files.map((file) => import(new URL(file, at).href)));
  return modules
    .flatMap((module) => Object.entries<unknown>(module))
    .filter((entry): entry is [string, Rules] => entry[1] !== all && isTable(entry[1], all))
    .map(([name, rules]) => ({ name, rules }));
}

function isTable(value: unknown, all: Rules): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.every(([op, rules]) => Array.isArray(rules) && rules.every((rule) => all[op]?.includes(rule)))
  );
}

function tablePart(name: string, kind: Part['kind'], { rules, all }: { rules: Rules; all: Rules }): Part {
  const editable = all as Record<string, readonly Rule[]>;
  const before = Object.keys(rules).map((op) => [op, all[op]!] as const);
  return {
    name,
    kind,
    leaveOut() {
      for (const [op, own] of Object.entries(rules)) editable[op] = all[op]!.filter((rule) => !own.includes(rule));
    },
    putBack() {
      for (const [op, own] of before) editable[op] = own;
    },
  };
}

/** A named operation whose kernels are not registered is computed by its plain form. */
function operationPart(name: string): Part {
  const both = [name, `${name}Gradient`];
  return {
    name,
    kind: 'operation',
    leaveOut() {
      for (const kernelName of both) tf.unregisterKernel(kernelName, TRACE);
    },
    putBack() {
      for (const kernelName of both) {
        const kernel = kernels[kernelName]!;
        tf.registerKernel({
          kernelName,
          backendName: TRACE,
          kernelFunc: ({ inputs, attrs }) =>
            kernel(traceBackend(), inputs as Parameters<typeof kernel>[1], attrs ?? {}),
        });
      }
    },
  };
}
