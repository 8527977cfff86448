import { GELU_TURN } from '@audiate/ops';
import type { Program, Step } from '../graph/step.js';
import type { Known } from '../values/value.js';

/** What an activation function was given, and where the function has its minimum, for one that falls before it rises. */
export interface Rectified {
  readonly of: string;
  readonly turn?: number;
}

/** Where x · σ(x) is least. */
const SWISH_TURN = -1.2785;

/**
 * Values that are the outputs of activation functions which let through what is positive: as one operator, or written out as exporters
 * do, GELU as x · (1 + erf(x / √2)) · ½ and Swish as x · σ(x).
 */
export function rectifiedValues(program: Program): ReadonlyMap<string, Rectified> {
  const makers = new Map(program.steps.flatMap((step) => step.outputs.map((name) => [name, step] as const)));
  const found = new Map<string, Rectified>();
  for (const step of program.steps) {
    const rectified = rectifiedBy(step, program, makers);
    if (rectified) found.set(step.outputs[0]!, rectified);
  }
  return found;
}

type Makers = ReadonlyMap<string, Step>;

function rectifiedBy(step: Step, program: Program, makers: Makers): Rectified | undefined {
  const [of] = step.inputs;
  if (of === undefined) return undefined;
  if (step.op === 'Relu') return { of };
  if (step.op === 'Gelu') return { of, turn: GELU_TURN };
  if (step.op !== 'Mul') return undefined;
  for (const factors of factorizations(step, makers)) {
    const constants = factors.flatMap((name) => scalarOf(program.constants.get(name)) ?? []);
    const rest = factors.filter((name) => !program.constants.has(name));
    if (rest.length !== 2 || constants.length + rest.length !== factors.length) continue;
    for (const [x, gate] of [rest, [...rest].reverse()] as [string, string][]) {
      const maker = makers.get(gate);
      if (constants.length === 0 && maker?.op === 'Sigmoid' && maker.inputs[0] === x)
        return { of: x, turn: SWISH_TURN };
      if (constants.length === 1 && constants[0] === 0.5 && isErfOf(maker, x, { program, makers })) {
        return { of: x, turn: GELU_TURN };
      }
    }
  }
  return undefined;
}

/** A product's two factors, and where one of them is a product those of that instead. */
function factorizations({ inputs }: Step, makers: Makers): string[][] {
  const [a, b] = inputs as readonly [string, string];
  const within = (name: string) => (makers.get(name)?.op === 'Mul' ? [[...makers.get(name)!.inputs]] : []);
  return [[a, b], ...within(a).map((both) => [...both, b]), ...within(b).map((both) => [a, ...both])];
}

/** 1 + erf(x / √2). */
function isErfOf(
  sum: Step | undefined,
  x: string,
  { program, makers }: { readonly program: Program; readonly makers: Makers },
): boolean {
  const constant = (name: string) => scalarOf(program.constants.get(name));
  if (sum?.op !== 'Add' || !sum.inputs.some((name) => constant(name) === 1)) return false;
  const erf = sum.inputs.map((name) => makers.get(name)).find((step) => step?.op === 'Erf');
  const scaled = erf && makers.get(erf.inputs[0]!);
  if (!scaled?.inputs.includes(x)) return false;
  const scale = scaled.inputs.map(constant).find((number) => number !== undefined) ?? 0;
  return Math.abs((scaled.op === 'Div' ? 1 / scale : scale) - Math.SQRT1_2) < 1e-3;
}

function scalarOf(value: Known | undefined): number | undefined {
  return value?.data.length === 1 ? value.data[0] : undefined;
}
