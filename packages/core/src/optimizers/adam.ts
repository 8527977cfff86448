import {
  checkKeys,
  checkNumber,
  checkSchedule,
  type Kind,
  type Optimizer,
  type Schedule,
  specOf,
  type Value,
} from '@audiate/protocol';

/** Options of {@link adam}. */
export interface AdamOptions {
  /** 0.001. */
  readonly learningRate?: Schedule;
  /** Decay of the running mean of gradients, in [0, 1); 0.9. */
  readonly beta1?: number;
  /** Decay of the running mean of squared gradients, in [0, 1); 0.999. */
  readonly beta2?: number;
  /** Added to the root of the mean square; 1e-8. */
  readonly epsilon?: number;
}

/**
 * Adam (Kingma and Ba 2015, algorithm 1), the optimizer of Lucid and of the first audiation scripts. It moves every
 * coefficient by about the learning rate, loud or faint; {@link normalizedMomentum} climbs audio several times faster.
 * @throws InputError for a beta outside [0, 1), an epsilon that is not positive or a learning rate that is no schedule.
 */
export function adam(options: AdamOptions = {}): Optimizer {
  checkKeys('options of adam', options, ['learningRate', 'beta1', 'beta2', 'epsilon']);
  const beta1 = checkNumber('beta1', options.beta1 ?? 0.9, { min: 0, below: 1 });
  const beta2 = checkNumber('beta2', options.beta2 ?? 0.999, { min: 0, below: 1 });
  const epsilon = checkNumber('epsilon', options.epsilon ?? 1e-8, { above: 0 });
  const learningRate = checkSchedule('learningRate', options.learningRate ?? 0.001);
  const zeros = ({ data, shape }: Value): Value => ({ data: new Float32Array(data.length), shape });
  return {
    spec: specOf(adamKind, { learningRate, beta1, beta2, epsilon }),
    learningRate,
    init(values) {
      const empty = () => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, zeros(value)]));
      return { mean: empty(), square: empty() };
    },
    update(gradients, state, values, step, rate) {
      const correction1 = 1 - beta1 ** (step + 1);
      const correction2 = 1 - beta2 ** (step + 1);
      const next: Record<'values' | 'mean' | 'square', Record<string, Value>> = { values: {}, mean: {}, square: {} };
      for (const [name, { data, shape }] of Object.entries(values)) {
        const gradient = gradients[name]!.data;
        const mean = state.mean![name]!.data.map((m, i) => beta1 * m + (1 - beta1) * gradient[i]!);
        const square = state.square![name]!.data.map((s, i) => beta2 * s + (1 - beta2) * gradient[i]! ** 2);
        const moved = data.map(
          (value, i) => value - (rate * (mean[i]! / correction1)) / (Math.sqrt(square[i]! / correction2) + epsilon),
        );
        next.values[name] = { data: moved, shape };
        next.mean[name] = { data: mean, shape };
        next.square[name] = { data: square, shape };
      }
      return { values: next.values, state: { mean: next.mean, square: next.square } };
    },
  };
}

/** The kind of {@link adam}. */
export const adamKind: Kind<Optimizer> = { kind: 'adam', make: adam };
