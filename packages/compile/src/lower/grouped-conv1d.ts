import { sliceAxis } from '../expressions/axis-slice.js';
import { prepacked } from '../expressions/prepacked.js';
import type { Builder, Rules } from '../graph/builder.js';
import { along, type Value } from '../graph/graph.js';
import { convolveByFourier, fourierCost, type LongConvolution } from './fourier-conv1d.js';

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
  const kept = sliceAxis(build, x, 1, { begin: build.integers([cutLeft]), size });
  const transposed = build.transpose(kept, [0, 2, 1]);
  const attributes = { group: groups, pads: [Math.max(0, left), Math.max(0, right)], kernel_shape: [taps] };
  const answer = build.float('Conv', [transposed, kernel], [batch, outputs, count], attributes);
  return build.transpose(answer, [0, 2, 1]);
}

/** The kernel reversed in time, with channels exchanged: its convolution is the gradient. */
function adjoint(build: Builder, kernel: Value, groups: number): Value {
  const [outputs, inputs, taps] = kernel.shape as [number, number, number];
  const own = outputs / groups;
  return prepacked(build, kernel, {
    name: `groupedConv1d.adjoint.${groups}`,
    shape: [groups * inputs, own, taps],
    pack: (data) => {
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
}

/** How many multiplications the direct way may cost for one of the Fourier way, which moves more numbers about. */
const WORTH_IT = 2;

/** By the Fourier transform where that is worth it. */
function byFourier(build: Builder, convolution: LongConvolution): Value | undefined {
  const { fourier, direct } = fourierCost(convolution);
  return WORTH_IT * fourier < direct ? convolveByFourier(build, convolution) : undefined;
}

/**
 * Grouped convolution of stride 1: by Fourier, or ONNX's Conv, and for the gradient Conv with the kernel reversed, not
 * ConvTranspose.
 */
export const groupedConv1d: Rules = {
  GroupedConv1d: [
    ({ inputs: [x, kernel, bias], attributes: { groups, padding }, outputs: [extent] }, build) => {
      const [signal, frames, centre] = [x, along(extent, 1), padding[0]];
      const answer =
        byFourier(build, { signal, kernel, groups, frames, centre, backward: false }) ??
        convolve(build, x, kernel, { groups, padding });
      return [bias ? build.float('Add', [answer, bias], answer.shape) : answer];
    },
  ],
  GroupedConv1dGradient: [
    ({ inputs: [dy, x, kernel], attributes: { groups, padding } }, build) => {
      const [left, right] = padding;
      const [signal, frames, taps] = [dy, along(x, 1), along(kernel, 2)];
      return [
        byFourier(build, { signal, kernel, groups, frames, centre: left, backward: true }) ??
          convolve(build, dy, adjoint(build, kernel, groups), {
            groups,
            padding: [taps - 1 - left, taps - 1 - right],
          }),
      ];
    },
  ],
};
