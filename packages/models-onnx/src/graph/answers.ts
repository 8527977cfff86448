import { InputError } from '@audiate/protocol';
import type { Run } from '../operators/operator.js';
import type { Value } from '../values/value.js';

/** What an operator answers; what TensorFlow.js throws is told with the operator and the shapes. @throws InputError */
export function answersOf(
  { thing, run }: { readonly thing: string; readonly run: Run },
  inputs: readonly (Value | undefined)[],
): readonly Value[] {
  try {
    return run(inputs);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const shapes = inputs.map((value) => (value ? `[${value.shape}]` : 'none')).join(', ');
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new InputError(`${thing} cannot be computed of values of the shapes ${shapes}: ${why}`, { cause: error });
  }
}
