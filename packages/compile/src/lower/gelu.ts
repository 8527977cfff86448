import type { Rules } from '../graph/builder.js';

/** One node forward; backward `dy · (½ + ½ erf(u) + u · exp(−u²) / √π)` with u = x / √2. */
export const gelu: Rules = {
  Gelu: [
    ({ inputs, attributes, outputs: [extent] }, build) =>
      'approximate' in attributes ? undefined : [build.one('Gelu', inputs, extent!, { approximate: 'none' })],
  ],
  GeluGradient: [
    ({ inputs: [dy, x] }, build) => {
      const float = (op: string, ...operands: (typeof x)[]) => build.float(op, operands as [typeof dy & {}], x!.shape);
      const u = float('Mul', x, build.scalar(Math.SQRT1_2));
      const halfErf = float('Mul', float('Erf', u), build.scalar(0.5));
      const bell = float('Exp', float('Sub', build.scalar(-0.5 * Math.log(Math.PI)), float('Mul', u, u)));
      const slope = float('Add', float('Add', halfErf, float('Mul', u, bell)), build.scalar(0.5));
      return [float('Mul', dy, slope)];
    },
  ],
};
