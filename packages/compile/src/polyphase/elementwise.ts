import type { Builder, Rule, Rules } from '../graph/builder.js';
import { along, type Value } from '../graph/graph.js';
import { type Op, opsWith, traitsOf } from '../graph/operators.js';
import { componentsOf, interleave, polyphaseIn } from './components.js';

function keepsZeros(op: Op, inputs: readonly Value[]): boolean {
  const clean = inputs.map((input) => polyphaseIn(input)?.clean ?? false);
  const { keepsZeros } = traitsOf(op);
  if (keepsZeros === 'either') return clean.includes(true);
  return keepsZeros === 'first' ? clean[0] === true : keepsZeros === 'both' && !clean.includes(false);
}

/**
 * An operand as `[batch, frames, channels]`, where it has a row for each frame; also one for all items, `[frames, channels]`, such
 * as embeddings of positions.
 */
function withFrames(build: Builder, operand: Value, frames: number): Value | undefined {
  const { shape } = operand;
  if (shape.length === 3 && shape[1] === frames) return operand;
  return shape.length === 2 && shape[0] === frames && frames > 1 ? build.reshape(operand, [1, ...shape]) : undefined;
}

/** An operator that leaves other rows alone goes component by component. */
const componentwise: Rule = (call, build) => {
  const [{ shape, dtype }] = call.outputs;
  const inputs = call.inputs as readonly Value[];
  if (shape.length !== 3 || dtype !== 'float32') return undefined;
  const count = Math.max(0, ...inputs.map((input) => polyphaseIn(input)?.components.length ?? 0));
  if (count === 0) return undefined;
  const [, frames] = shape as [number, number, number];
  const signals = traitsOf(call.op).rowwise ?? inputs.length;
  const operands = inputs.map((input, i) => {
    const signal = i < signals ? withFrames(build, input, frames) : undefined;
    return signal ? componentsOf(build, signal, count, { clean: polyphaseIn(input)?.clean ?? false }) : input;
  });
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
