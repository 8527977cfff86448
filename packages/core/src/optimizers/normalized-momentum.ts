import {
  checkKeys,
  checkNumber,
  checkSchedule,
  type Kind,
  type Optimizer,
  type Schedule,
  specOf,
  type Value,
  type Values,
} from '@audiate/protocol';
import { itemRms } from './item-rms.js';

/** Options of {@link normalizedMomentum}. */
export interface NormalizedMomentumOptions {
  /** Step length relative to a gradient of RMS 1; from 0.005, half the RMS of a param's start, by a cosine to 5 % of it. */
  readonly learningRate?: Schedule;
  /** Share of the past in the running mean, in [0, 1); 0.5. */
  readonly momentum?: number;
}

/** Half the RMS of a start; found by trying lengths on 34 targets of a small Wav2Vec2, where 0.004 to 0.02 behaved alike. */
const LEARNING_RATE: Schedule = { from: 0.005, to: 0.00025, shape: 'cosine' };

/**
 * Momentum on gradients whose RMS is made 1 for each item and array: loud and faint gradients step alike, while the
 * coefficients of one item keep their proportions, which Adam's would lose. An all-zero gradient moves nothing.
 *
 * m ← μ·m + (1 − μ)·g / rms(g); values ← values − learningRate·m.
 * Source: normalised gradient descent (Nesterov 1984) with heavy-ball momentum; Lucid normalises its gradients likewise.
 * @throws InputError for a momentum outside [0, 1) or a learning rate that is no schedule.
 */
export function normalizedMomentum(options: NormalizedMomentumOptions = {}): Optimizer {
  checkKeys('options of normalizedMomentum', options, ['learningRate', 'momentum']);
  const momentum = checkNumber('momentum', options.momentum ?? 0.5, { min: 0, below: 1 });
  const learningRate = checkSchedule('learningRate', options.learningRate ?? LEARNING_RATE);
  return {
    spec: specOf(normalizedMomentumKind, { learningRate, momentum }),
    learningRate,
    init: (values) => ({
      mean: mapValues(values, ({ data, shape }) => ({ data: new Float32Array(data.length), shape })),
    }),
    update(gradients, state, values, _step, rate) {
      const mean = mapValues(gradients, (gradient, name) => {
        const past = state.mean![name]!.data;
        const norms = itemRms(gradient);
        const size = gradient.data.length / norms.length;
        const data = new Float32Array(past.length);
        for (const [item, norm] of norms.entries()) {
          for (let i = item * size; i < (item + 1) * size; i++) {
            data[i] = momentum * past[i]! + (norm > 0 ? ((1 - momentum) * gradient.data[i]!) / norm : 0);
          }
        }
        return { data, shape: gradient.shape };
      });
      const moved = mapValues(values, ({ data, shape }, name) => {
        const direction = mean[name]!.data;
        const next = new Float32Array(data.length);
        for (let i = 0; i < next.length; i++) next[i] = data[i]! - rate * direction[i]!;
        return { data: next, shape };
      });
      return { values: moved, state: { mean } };
    },
  };
}

/** The kind of {@link normalizedMomentum}. */
export const normalizedMomentumKind: Kind<Optimizer> = { kind: 'normalizedMomentum', make: normalizedMomentum };

function mapValues(values: Values, change: (value: Value, name: string) => Value): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}
