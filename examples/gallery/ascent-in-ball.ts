import type { Optimizer } from '@audiate/core';
import { norm } from './norm.ts';

/**
 * Projected gradient ascent for `param.waveform`: steps of one L2 length, and after each back into the ball of L2 radius
 * `bound` around the clip (Madry and others 2018). The learning rate is the step's length.
 */
export function ascentInBall(clip: Float32Array, bound: number, step: number): Optimizer {
  return {
    spec: { kind: 'ascentInBall', bound },
    learningRate: step,
    init: () => ({}),
    update({ samples: gradient }, state, { samples: value }, _step, length) {
      const size = norm(gradient!.data);
      const moved = value!.data.map((x, i) => x - (length * gradient!.data[i]!) / (size || 1) - clip[i]!);
      const shrink = Math.min(1, bound / (norm(moved) || 1));
      const data = moved.map((x, i) => clip[i]! + shrink * x);
      return { values: { samples: { data, shape: value!.shape } }, state };
    },
  };
}
