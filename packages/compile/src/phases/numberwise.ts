import type { Rule, Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { ROWWISE } from '../rewrite/axis.js';
import { interleave, phasesIn, phasesOf } from './interleave.js';

/** Operations that answer zero where their first operand, or for `either` one of two, is zero. */
const KEEPS_ZEROS: Readonly<Record<string, 'first' | 'either' | 'both'>> = {
  Mul: 'either',
  GeluGradient: 'first',
  LayerNormGradient: 'first',
  Add: 'both',
  Sub: 'both',
  ...{ Neg: 'first', Abs: 'first', Identity: 'first', Relu: 'first', Tanh: 'first', Erf: 'first', Gelu: 'first' },
};

function keepsZeros(op: string, inputs: readonly Value[]): boolean {
  const clean = inputs.map((input) => phasesIn(input)?.clean ?? false);
  const rule = KEEPS_ZEROS[op];
  if (rule === 'either') return clean.includes(true);
  return rule === 'first' ? clean[0]! : rule === 'both' && !clean.includes(false);
}

/** Whether an operand has a row for each frame of `[batch, frames, channels]`. */
const hasFrames = ({ shape }: Value, frames: number): boolean => shape.length === 3 && shape[1] === frames;

/** An operation that leaves other rows alone goes phase by phase. */
const phaseByPhase: Rule = ({ op, inputs, attributes, outputs: [extent] }, build) => {
  const { shape } = extent!;
  if (shape.length !== 3 || extent!.dtype !== 'float32') return undefined;
  const count = Math.max(0, ...inputs.map((input) => phasesIn(input)?.rows.length ?? 0));
  if (count === 0) return undefined;
  const frames = shape[1]!;
  const signals = ROWWISE[op] ?? inputs.length;
  const clean = keepsZeros(op, inputs);
  const operands = inputs.map((input, i) =>
    i < signals && hasFrames(input, frames) ? phasesOf(build, input, count, { clean: phasesIn(input)?.clean }) : input,
  );
  const rows = Array.from({ length: count }, (_, phase) => {
    const own = operands.map((operand) => (Array.isArray(operand) ? operand[phase] : operand) as Value);
    const height = own.find((_, i) => Array.isArray(operands[i]))!.shape[1]!;
    return build.float(op, own, shape.with(1, height), attributes);
  });
  return [interleave(build, { rows, frames, clean })];
};

/**
 * What goes number by number or row by row and answers finite numbers for any: rows beyond the end hold what they may.
 * `Linear` is left out, as beyond it signals are small.
 */
export const phasedNumberwise: Rules = Object.fromEntries(
  [
    ...['Add', 'Sub', 'Mul', 'Max', 'Min', 'Neg', 'Abs', 'Identity'],
    ...['Gelu', 'GeluGradient', 'Relu', 'Tanh', 'Sigmoid', 'Erf', 'LayerNorm', 'LayerNormGradient'],
  ].map((op) => [op, [phaseByPhase]]),
);
