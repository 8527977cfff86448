import type { Builder, Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

/** ONNX's node with the mean and the inverse deviation that the gradient needs; equal ones are one node. */
function layerNormNode(build: Builder, x: Value, [gamma, beta]: readonly Value[], eps: number): readonly Value[] {
  const each = { shape: x.shape.with(-1, 1), dtype: 'float32' as const };
  return build.node('LayerNormalization', [x, gamma!, beta!], { axis: -1, epsilon: eps }, [x, each, each]);
}

const overFrames = (build: Builder, x: Value): Value =>
  build.float('ReduceMean', [x], x.shape.with(1, 1), { axes: [1], keepdims: 1 });

function instanceNormParts(build: Builder, x: Value, eps: number): { unit: Value; inverse: Value } {
  const float = (op: string, a: Value, b?: Value) => build.float(op, b ? [a, b] : [a], a.shape);
  const centred = build.float('Sub', [x, overFrames(build, x)], x.shape);
  const variance = overFrames(build, float('Mul', centred, centred));
  const inverse = float('Reciprocal', float('Sqrt', float('Add', variance, build.scalar(eps))));
  return { unit: float('Mul', centred, inverse), inverse };
}

/** Layer and instance norm, gradients in closed form. */
export const norms: Rules = {
  LayerNorm: [
    ({ inputs: [x, ...affine], attributes }, build) => [layerNormNode(build, x!, affine, attributes.eps as number)[0]!],
  ],
  LayerNormGradient: [
    ({ inputs: [dy, x, ...affine], attributes }, build) => {
      const [, mean, inverse] = layerNormNode(build, x!, affine, attributes.eps as number) as [Value, Value, Value];
      const float = (op: string, a: Value, b: Value) => build.float(op, [a, b], x!.shape);
      const average = (value: Value) =>
        build.float('ReduceMean', [value], mean.shape, { axes: [x!.shape.length - 1], keepdims: 1 });
      const unit = float('Mul', float('Sub', x!, mean), inverse);
      const d = float('Mul', dy!, affine[0]!);
      const along = float('Mul', unit, average(float('Mul', d, unit)));
      return [float('Mul', float('Sub', float('Sub', d, average(d)), along), inverse)];
    },
  ],
  InstanceNorm: [
    ({ inputs: [x, gamma, beta], attributes }, build) => {
      const { unit } = instanceNormParts(build, x!, attributes.eps as number);
      return [build.float('Add', [build.float('Mul', [unit, gamma!], x!.shape), beta!], x!.shape)];
    },
  ],
  InstanceNormGradient: [
    ({ inputs: [dy, x, gamma], attributes }, build) => {
      const { unit, inverse } = instanceNormParts(build, x!, attributes.eps as number);
      const float = (op: string, a: Value, b: Value) => build.float(op, [a, b], x!.shape);
      const along = float('Mul', unit, overFrames(build, float('Mul', dy!, unit)));
      const d = float('Sub', float('Sub', dy!, overFrames(build, dy!)), along);
      return [float('Mul', d, build.float('Mul', [inverse, gamma!], inverse.shape))];
    },
  ],
};
