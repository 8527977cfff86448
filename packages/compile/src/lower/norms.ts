import type { Builder, Rules } from '../graph/builder.js';
import type { OutputsOf, Value } from '../graph/graph.js';

interface Affine {
  readonly gamma: Value;
  readonly beta: Value;
  readonly eps: number;
}

/** ONNX's node with the mean and the inverse deviation that the gradient needs; equal ones are one node. */
function layerNormNode(build: Builder, x: Value, { gamma, beta, eps }: Affine): OutputsOf<'LayerNormalization'> {
  const each = { shape: x.shape.with(-1, 1), dtype: 'float32' as const };
  return build.node('LayerNormalization', [x, gamma, beta], { axis: -1, epsilon: eps }, [x, each, each]);
}

const overFrames = (build: Builder, x: Value): Value =>
  build.float('ReduceMean', [x], x.shape.with(1, 1), { axes: [1], keepdims: 1 });

type Arithmetic = 'Add' | 'Sub' | 'Mul';

function instanceNormParts(build: Builder, x: Value, eps: number): { unit: Value; inverse: Value } {
  const float = (op: Arithmetic, a: Value, b: Value) => build.float(op, [a, b], a.shape);
  const centred = float('Sub', x, overFrames(build, x));
  const variance = overFrames(build, float('Mul', centred, centred));
  const deviation = build.float('Sqrt', [float('Add', variance, build.scalar(eps))], variance.shape);
  const inverse = build.float('Reciprocal', [deviation], variance.shape);
  return { unit: float('Mul', centred, inverse), inverse };
}

/** Layer and instance norm, gradients in closed form. */
export const norms: Rules = {
  LayerNorm: [
    ({ inputs: [x, gamma, beta], attributes: { eps } }, build) => [layerNormNode(build, x, { gamma, beta, eps })[0]],
  ],
  LayerNormGradient: [
    ({ inputs: [dy, x, gamma, beta], attributes: { eps } }, build) => {
      const [, mean, inverse] = layerNormNode(build, x, { gamma, beta, eps });
      const float = (op: Arithmetic, a: Value, b: Value) => build.float(op, [a, b], x.shape);
      const average = (value: Value) =>
        build.float('ReduceMean', [value], mean.shape, { axes: [x.shape.length - 1], keepdims: 1 });
      const unit = float('Mul', float('Sub', x, mean), inverse);
      const d = float('Mul', dy, gamma);
      const straight = float('Mul', unit, average(float('Mul', d, unit)));
      return [float('Mul', float('Sub', float('Sub', d, average(d)), straight), inverse)];
    },
  ],
  InstanceNorm: [
    ({ inputs: [x, gamma, beta], attributes: { eps } }, build) => {
      const { unit } = instanceNormParts(build, x, eps);
      return [build.float('Add', [build.float('Mul', [unit, gamma], x.shape), beta], x.shape)];
    },
  ],
  InstanceNormGradient: [
    ({ inputs: [dy, x, gamma], attributes: { eps } }, build) => {
      const { unit, inverse } = instanceNormParts(build, x, eps);
      const float = (op: Arithmetic, a: Value, b: Value) => build.float(op, [a, b], x.shape);
      const straight = float('Mul', unit, overFrames(build, float('Mul', dy, unit)));
      const d = float('Sub', float('Sub', dy, overFrames(build, dy)), straight);
      return [float('Mul', d, build.float('Mul', [inverse, gamma], inverse.shape))];
    },
  ],
};
