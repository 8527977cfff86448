import type { Rules } from '../graph/builder.js';
import { window } from '../kernels/window.js';

/** Phases beside each other along channels are the signal's frames in their order. */
export const interleave: Rules = {
  Interleave: [
    ({ inputs: rows, outputs: [extent] }, build) => {
      const [batch, height, channels] = rows[0]!.shape as [number, number, number];
      const beside = build.float('Concat', rows, [batch, height, rows.length * channels], { axis: 2 });
      const whole = build.reshape(beside, [batch, height * rows.length, channels]);
      return [window(build, whole, 1, { begin: build.integers([0]), size: extent!.shape[1]! })];
    },
  ],
};
