import type { NamedOp } from '../graph/named-operators.js';
import { type Op, opsWith, traitsOf } from '../graph/operators.js';
import type { Traits } from '../graph/traits.js';
import type { Kernel, Kernels } from './kernel.js';

type Named = NonNullable<Traits['named']>;
type NamedKernel = Kernel<'dy' | 'x'>;

const forward =
  (op: NamedOp, { weights: names, answer }: Named): NamedKernel =>
  (tracer, inputs, attributes) => {
    const x = tracer.value(inputs.x);
    const weights = names.flatMap((name) => (name in inputs ? tracer.value(inputs[name as 'x']) : []));
    const shape = answer(x.shape, weights[0]?.shape ?? [], attributes as never);
    return tracer.info(tracer.build.oneAgain({ op, attributes }, [x, ...weights], { shape, dtype: 'float32' }));
  };

const backward =
  (op: Op, { weights: names }: Named): NamedKernel =>
  (tracer, inputs, attributes) => {
    const [dy, x] = [tracer.value(inputs.dy), tracer.value(inputs.x)];
    const weights = names.flatMap((name) => (name in inputs ? tracer.value(inputs[name as 'x']) : []));
    const { shape } = x;
    return tracer.info(tracer.build.oneAgain({ op, attributes }, [dy, x, ...weights], { shape, dtype: 'float32' }));
  };

/** The operations of @audiate/ops that are one node until they are lowered, and their gradients. */
export const named: Kernels = Object.fromEntries(
  (opsWith(({ named }) => named) as NamedOp[]).flatMap((op) => {
    const own = traitsOf(op).named as Named;
    const gradient: Op = `${op}Gradient`;
    return [
      [op, forward(op, own)],
      [gradient, backward(gradient, own)],
    ];
  }),
);
