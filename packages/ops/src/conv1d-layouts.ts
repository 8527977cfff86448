import type { Layout } from './weight.js';

/** `[out, in, taps] → [1, taps, in, out]`, the filter of `tf.conv2d` over one row. */
export const inputLast: Layout = {
  name: 'conv1d.inputLast',
  arrange(data, [outputs, inputs, taps]) {
    const out = new Float32Array(data.length);
    let from = 0;
    for (let o = 0; o < outputs!; o++)
      for (let i = 0; i < inputs!; i++)
        for (let t = 0; t < taps!; t++) out[(t * inputs! + i) * outputs! + o] = data[from++]!;
    return { data: out, shape: [1, taps!, inputs!, outputs!] };
  },
};

/** Neighbouring taps: `count` of them from `first` on. */
export interface TapRun {
  readonly first: number;
  readonly count: number;
}

/** A run of taps, `[out, in, taps] → [out, count · in]`: what spreads a gradient over the frames of these taps. */
export function tapRun({ first, count }: TapRun): Layout {
  return {
    name: `conv1d.tapRun.${first}.${count}`,
    arrange(data, [outputs, inputs, taps]) {
      const out = new Float32Array(outputs! * count * inputs!);
      let to = 0;
      for (let o = 0; o < outputs!; o++)
        for (let t = first; t < first + count; t++)
          for (let i = 0; i < inputs!; i++) out[to++] = data[(o * inputs! + i) * taps! + t]!;
      return { data: out, shape: [outputs!, count * inputs!] };
    },
  };
}
