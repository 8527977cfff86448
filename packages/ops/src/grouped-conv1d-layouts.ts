import type { Layout } from './weight.js';

/** One of the groups of a grouped convolution. */
export interface Group {
  readonly group: number;
  readonly groups: number;
}

/** One group's filter for `tf.conv2d`: `[out, in / groups, taps] → [1, taps, in / groups, out / groups]`. */
export function forwardGroup({ group, groups }: Group): Layout {
  return {
    name: `groupedConv1d.forward.${group}.${groups}`,
    arrange(data, shape) {
      const [outputs, inputs, taps] = [shape[0]! / groups, shape[1]!, shape[2]!];
      const out = new Float32Array(outputs * inputs * taps);
      let from = group * out.length;
      for (let o = 0; o < outputs; o++)
        for (let i = 0; i < inputs; i++)
          for (let t = 0; t < taps; t++) out[(t * inputs + i) * outputs + o] = data[from++]!;
      return { data: out, shape: [1, taps, inputs, outputs] };
    },
  };
}

/** One group's filter for the gradient, taps flipped: `[out, in / groups, taps] → [1, taps, out / groups, in / groups]`. */
export function backwardGroup({ group, groups }: Group): Layout {
  return {
    name: `groupedConv1d.backward.${group}.${groups}`,
    arrange(data, shape) {
      const [outputs, inputs, taps] = [shape[0]! / groups, shape[1]!, shape[2]!];
      const out = new Float32Array(outputs * inputs * taps);
      let from = group * out.length;
      for (let o = 0; o < outputs; o++)
        for (let i = 0; i < inputs; i++)
          for (let t = taps - 1; t >= 0; t--) out[(t * outputs + o) * inputs + i] = data[from++]!;
      return { data: out, shape: [1, taps, outputs, inputs] };
    },
  };
}

/** All groups' filters for the gradient side by side: `[out, in / groups, taps] → [1, taps, out / groups, in]`. */
export function backwardGroups(groups: number): Layout {
  return {
    name: `groupedConv1d.backward.${groups}`,
    arrange(data, shape) {
      const [outputs, inputs, taps] = [shape[0]! / groups, shape[1]!, shape[2]!];
      const out = new Float32Array(data.length);
      let from = 0;
      for (let g = 0; g < groups; g++)
        for (let o = 0; o < outputs; o++)
          for (let i = 0; i < inputs; i++)
            for (let t = taps - 1; t >= 0; t--)
              out[(t * outputs + o) * inputs * groups + g * inputs + i] = data[from++]!;
      return { data: out, shape: [1, taps, outputs, inputs * groups] };
    },
  };
}
