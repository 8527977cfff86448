import { type Schedule, scheduleAt } from '@audiate/protocol';

/** Terms with the weights that they end on: `neuron(encoder.1, 17) − 0.1 neighbors(encoder.1, 17)`. */
export function describeObjective(
  terms: readonly { readonly weight: Schedule; readonly description: string }[],
  steps: number,
): string {
  return terms
    .map(({ weight, description }, i) => {
      const value = scheduleAt(weight, steps, steps);
      const size = Math.abs(value) === 1 ? '' : `${Number(Math.abs(value).toPrecision(3))} `;
      const sign = value < 0 ? (i === 0 ? '−' : ' − ') : i === 0 ? '' : ' + ';
      return `${sign}${size}${description}`;
    })
    .join('');
}
