import { withBackend } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Node } from '../file/graph.js';
import type { Run } from '../operators/operator.js';
import { type Known, known, type Value } from '../values/value.js';
import { answersOf } from './answers.js';

/** Operators without inputs whose answers are constants: numbers that lie in the file. */
export const SOURCES = ['Constant'];

/** Whether a node can be computed once and for all. */
export function foldable(node: Node, inputs: readonly (Known | undefined)[]): boolean {
  const reads = node.inputs.filter(Boolean).length;
  if (reads === 0) return SOURCES.includes(node.op);
  return node.inputs.every((name, i) => !name || inputs[i] !== undefined);
}

/** What a step answers for constants, by name, as numbers. */
export function foldedBy(
  step: { readonly thing: string; readonly outputs: readonly string[]; readonly run: Run },
  inputs: readonly (Known | undefined)[],
): [string, Known][] {
  const found: [string, Known][] = [];
  withBackend('cpu', () =>
    tf.tidy(() => {
      const answers = answersOf(step, inputs);
      for (const [i, name] of step.outputs.entries()) {
        if (!name) continue;
        const answer = answers[i];
        if (answer) found.push([name, numbersOf(answer)]);
      }
    }),
  );
  return found;
}

function numbersOf(value: Value): Known {
  if (value.known) return value;
  const data = value.tensor.dataSync();
  if (value.type === 'float') return known('float', value.shape, Float32Array.from(data));
  return known(value.type, value.shape, value.type === 'bool' ? Uint8Array.from(data) : Float64Array.from(data));
}
