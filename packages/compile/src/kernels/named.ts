import type { Value } from '../graph/graph.js';
import type { Kernel, Kernels } from './kernel.js';

/** The weights that each of the named operations of @audiate/ops takes, in the order of the node's inputs. */
const WEIGHTS: Readonly<Record<string, readonly string[]>> = {
  Gelu: [],
  LayerNorm: ['gamma', 'beta'],
  InstanceNorm: ['gamma', 'beta'],
  Linear: ['matrix', 'bias'],
  Conv1d: ['kernel', 'bias'],
  GroupedConv1d: ['kernel', 'bias'],
};

/** The shape that a named operation answers. */
function answerShape(
  name: string,
  x: readonly number[],
  weights: readonly Value[],
  attributes: Record<string, unknown>,
): number[] {
  const [batch, frames] = x as [number, number];
  const [outputs, , taps] = (weights[0]?.shape ?? []) as [number, number, number];
  if (name === 'Linear') return [...x.slice(0, -1), outputs];
  if (name === 'Conv1d') return [batch, Math.floor((frames - taps) / (attributes.stride as number)) + 1, outputs];
  if (name === 'GroupedConv1d') {
    const [left, right] = attributes.padding as [number, number];
    return [batch, frames + left + right - taps + 1, outputs];
  }
  return [...x];
}

const forward =
  (name: string): Kernel =>
  (tracer, inputs, attributes) => {
    const x = tracer.value(inputs.x!);
    const weights = WEIGHTS[name]!.flatMap((key) => (inputs[key] ? [tracer.value(inputs[key])] : []));
    return tracer.info(
      tracer.build.float(name, [x, ...weights], answerShape(name, x.shape, weights, attributes), attributes),
    );
  };

const backward =
  (name: string): Kernel =>
  (tracer, inputs, attributes) => {
    const [dy, x] = [tracer.value(inputs.dy!), tracer.value(inputs.x!)];
    const weights = WEIGHTS[name]!.flatMap((key) => (inputs[key] ? [tracer.value(inputs[key])] : []));
    return tracer.info(tracer.build.float(`${name}Gradient`, [dy, x, ...weights], x.shape, attributes));
  };

/** The operations of @audiate/ops that are one node until they are lowered, and their gradients `[dy, x, …weights]`. */
export const named: Kernels = Object.fromEntries(
  Object.keys(WEIGHTS).flatMap((name) => [
    [name, forward(name)],
    [`${name}Gradient`, backward(name)],
  ]),
);
