import { sliceAxis } from '../expressions/axis-slice.js';
import type { Rules } from '../graph/builder.js';

/** Polyphase beside each other along channels are the signal's frames in their order. */
export const interleave: Rules = {
  Interleave: [
    ({ inputs: components, outputs: [extent] }, build) => {
      const [batch, frames, channels] = extent.shape as [number, number, number];
      const count = components.length;
      const height = Math.ceil(frames / count);
      const beside = build.float('Concat', components, [batch, height, count * channels], { axis: 2 });
      const whole = build.reshape(beside, [batch, height * count, channels]);
      return [sliceAxis(build, whole, 1, { begin: build.integers([0]), size: frames })];
    },
  ],
};
