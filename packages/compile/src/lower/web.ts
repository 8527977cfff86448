import type { Rules } from '../graph/builder.js';

/**
 * Other words for the operators that onnxruntime-web's WebGPU provider lacks (its `docs/webgpu-operators.md`): nodes that it
 * does not know run on the CPU, between two copies.
 *
 * A number that is compared with NaN gives the other one here, where ONNX's Max and Min give NaN.
 */
export const web: Rules = {
  FusedMatMul: [
    ({ inputs: [a, b], attributes, outputs: [extent] }, build) => {
      const { transA, transB } = attributes as { transA: number; transB: number };
      const turned = (x: typeof a & {}, turn: number) => {
        const axes = x.shape.map((_, axis) => axis);
        return turn ? build.transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]) : x;
      };
      return [build.float('MatMul', [turned(a!, transA), turned(b!, transB)], extent!.shape)];
    },
  ],
  ...Object.fromEntries(
    [
      ['Max', 'Greater'],
      ['Min', 'Less'],
    ].map(([op, question]) => [
      op,
      [
        ({ inputs: [a, b], outputs: [extent] }, build) => {
          const asked = build.one(question!, [a!, b!], { shape: extent!.shape, dtype: 'bool' });
          return [build.one('Where', [asked, a!, b!], extent!)];
        },
      ] satisfies Rules[string],
    ]),
  ),
  Sign: [
    ({ inputs: [x], outputs: [extent] }, build) => {
      const { shape, dtype } = extent!;
      const [zero, bool] = [build.scalar(0, dtype), { shape, dtype: 'bool' as const }];
      const below = build.one('Less', [x!, zero], bool);
      const negative = build.one('Where', [below, build.scalar(-1, dtype), zero], extent!);
      return [build.one('Where', [build.one('Greater', [x!, zero], bool), build.scalar(1, dtype), negative], extent!)];
    },
  ],
};
