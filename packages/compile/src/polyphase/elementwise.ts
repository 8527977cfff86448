import type { Rule, Rules } from '../graph/builder.js';
import { along, type Value } from '../graph/graph.js';
import { type Op, opsWith, traitsOf } from '../graph/operators.js';
import { componentsOf, interleave, polyphaseIn } from './components.js';

function keepsZeros(op: Op, inputs: readonly Value[]): boolean {
  const clean = inputs.map((input) => polyphaseIn(input)?.clean ?? false);
  const { keepsZeros } = traitsOf(op);
  if (keepsZeros === 'either') return clean.includes(true);
  return keepsZeros === 'first' ? clean[0] === true : keepsZeros === 'both' && !clean.includes(false);
}

/** Whether an operand has a row for each frame of `[batch, frames, channels]`. */
const hasFrames = ({ shape }: Value, frames: number): boolean => shape.length === 3 && shape[1] === frames;

/** An operator that leaves other rows alone goes component by component. */
const componentwise: Rule = (call, build) => {
  const [{ shape, dtype }] = call.outputs;
  const inputs = call.inputs as readonly Value[];
  if (shape.length !== 3 || dtype !== 'float32') return undefined;
  const count = Math.max(0, ...inputs.map((input) => polyphaseIn(input)?.components.length ?? 0));
  if (count === 0) return undefined;
  const [, frames] = shape as [number, number, number];
  const signals = traitsOf(call.op).rowwise ?? inputs.length;
  const operands = inputs.map((input, i) =>
    i < signals && hasFrames(input, frames)
      ? componentsOf(build, input, count, { clean: polyphaseIn(input)?.clean ?? false })
      : input,
  );
  const components = Array.from({ length: count }, (_, phase) => {
    const own = operands.map((operand) => ('shape' in operand ? operand : (operand[phase] as Value)));
    const signal = own.find((_, i) => !('shape' in (operands[i] as object))) as Value;
    return build.oneAgain(call, own, { shape: shape.with(1, along(signal, 1)), dtype });
  });
  return [interleave(build, { components, frames, clean: keepsZeros(call.op, inputs) })];
};

/** Whatever goes number by number or row by row. */
export const polyphaseElementwise: Rules = Object.fromEntries(
  opsWith(({ polyphase }) => polyphase).map((op) => [op, [componentwise]]),
);
