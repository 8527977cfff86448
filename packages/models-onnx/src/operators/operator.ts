import type { Weight, WeightOptions } from '@audiate/ops';
import type { Constant } from '../file/tensor.js';
import type { Value } from '../values/value.js';

/** What an operator is told of its node. */
export interface NodeSettings {
  /** How errors call it: `Conv "/encoder/conv.0"`. */
  readonly thing: string;
  /** The version of ONNX's operators. */
  readonly opset: number;
  /** How many outputs it has, and whether each is read. */
  readonly outputs: readonly string[];
  /** Whether the file sets an attribute. */
  has(attribute: string): boolean;
  integer(attribute: string, otherwise: number): number;
  integers(attribute: string): readonly number[] | undefined;
  float(attribute: string, otherwise: number): number;
  floats(attribute: string): readonly number[] | undefined;
  text(attribute: string, otherwise: string): string;
  tensor(attribute: string): Constant | undefined;
  /** Numbers of the node's own as a frozen weight, which is freed with the model. */
  keep(data: Float32Array, shape: readonly number[], options?: WeightOptions): Weight;
}

/** Computes outputs from inputs; an input that the file leaves out is undefined. */
export type Run = (inputs: readonly (Value | undefined)[]) => readonly Value[];

/** Reads a node's settings, once, and answers how it is computed. @throws InputError for settings that are not supported. */
export type Operator = (node: NodeSettings) => Run;

/** Operators by ONNX's names. */
export type Operators = Readonly<Record<string, Operator>>;
