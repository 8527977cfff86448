import type { Builder, Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { window } from '../kernels/window.js';
import { arranged } from './arranged.js';

/** ONNX's Conv over `[batch, channels, frames]`; where the padding is negative, frames are cut. */
function convolve(
  build: Builder,
  x: Value,
  kernel: Value,
  { groups, padding: [left, right] }: { groups: number; padding: readonly [number, number] },
): Value {
  const [outputs, , taps] = kernel.shape as [number, number, number];
  const [batch, frames] = x.shape as [number, number];
  const count = frames + left + right - taps + 1;
  const [cutLeft, cutRight] = [Math.max(0, -left), Math.max(0, -right)];
  const size = frames - cutLeft - cutRight;
  const kept = window(build, x, 1, { begin: build.integers([cutLeft]), size });
  const turned = build.transpose(kept, [0, 2, 1]);
  const attributes = { group: groups, pads: [Math.max(0, left), Math.max(0, right)], kernel_shape: [taps] };
  const answer = build.float('Conv', [turned, kernel], [batch, outputs, count], attributes);
  return build.transpose(answer, [0, 2, 1]);
}

/** Grouped convolution of stride 1: ONNX's Conv, and for the gradient Conv with the kernel turned round, not ConvTranspose. */
export const groupedConv1d: Rules = {
  GroupedConv1d: [
    ({ inputs: [x, kernel, bias], attributes }, build) => {
      const answer = convolve(build, x!, kernel!, attributes as never);
      return [bias ? build.float('Add', [answer, bias], answer.shape) : answer];
    },
  ],
  GroupedConv1dGradient: [
    ({ inputs: [dy, , kernel], attributes }, build) => {
      const { groups, padding } = attributes as unknown as { groups: number; padding: [number, number] };
      const [outputs, inputs, taps] = kernel!.shape as [number, number, number];
      const own = outputs / groups;
      const turned = arranged(build, kernel!, {
        name: `groupedConv1d.turned.${groups}`,
        shape: [groups * inputs, own, taps],
        arrange: (data) => {
          const out = new Float32Array(data.length);
          for (let o = 0; o < outputs; o++)
            for (let i = 0; i < inputs; i++)
              for (let t = 0; t < taps; t++) {
                const channel = Math.floor(o / own) * inputs + i;
                out[(channel * own + (o % own)) * taps + (taps - 1 - t)] = data[(o * inputs + i) * taps + t]!;
              }
          return out;
        },
      });
      const [left, right] = padding;
      return [convolve(build, dy!, turned, { groups, padding: [taps - 1 - left, taps - 1 - right] })];
    },
  ],
};
