import { overlapped, tapRows, windowsOf } from '../expressions/single-channel-conv1d.js';
import type { Builder, Rule, Rules } from '../graph/builder.js';
import { along, madeBy, type NodeOf, type Value } from '../graph/graph.js';

/**
 * A convolution of one channel and the instance norm after it, folded (the first layer of wav2vec2-base, its largest).
 * The norm's statistics follow from the taps × taps covariance of the input's windows, so the norm becomes a
 * scale of the weights: with X the centred windows, W the kernel `[taps, out]`, n windows,
 *
 *     variance = diag(Wᵀ XᵀX W) / n      scaled = W · diag(γ / √(variance + ε))      answer = X · scaled + β
 *
 * and for a gradient u of the answer, with r = 1 / √(variance + ε) and m = r · Σ_taps(W ∘ Xᵀu) / n,
 *
 *     gradient of the windows = centred(u · scaledᵀ) − X · (W · diag(γ r² m) · Wᵀ).
 */
interface Folded {
  readonly windows: Value;
  readonly kernel: Value;
  readonly inverse: Value;
  readonly scaled: Value;
}

function fold(build: Builder, conv: NodeOf<'Conv1d'>, gamma: Value, eps: number): Folded {
  const [x, weight] = conv.inputs;
  const [batch, frames] = x.shape as [number, number];
  const [outputs, , taps] = weight.shape as [number, number, number];
  const { stride } = conv.attributes;
  const count = Math.floor((frames - taps) / stride) + 1;
  const windows = centred(build, windowsOf(build, x, { taps, stride, count }));
  const kernel = tapRows(build, weight);
  const square = build.float('Product', [windows, windows], [batch, taps, taps], { transA: 1, transB: 0 });
  const covariance = build.float('Mul', [square, build.scalar(1 / count)], square.shape);
  const spread = build.float('Product', [covariance, kernel], [batch, taps, outputs], { transA: 0, transB: 0 });
  const each = [batch, 1, outputs];
  const variance = overTaps(build, build.float('Mul', [spread, kernel], spread.shape));
  const deviation = build.float('Sqrt', [build.float('Add', [variance, build.scalar(eps)], each)], each);
  const inverse = build.float('Reciprocal', [deviation], each);
  const scaled = build.float('Mul', [kernel, build.float('Mul', [inverse, gamma], each)], spread.shape);
  return { windows, kernel, inverse, scaled };
}

function centred(build: Builder, x: Value): Value {
  const mean = build.float('ReduceMean', [x], x.shape.with(1, 1), { axes: [1], keepdims: 1 });
  return build.float('Sub', [x, mean], x.shape);
}

function overTaps(build: Builder, x: Value): Value {
  return build.float('ReduceSum', [x], x.shape.with(1, 1), { axes: [1], keepdims: 1 });
}

/** A convolution of one channel without bias. */
function singleChannel(value: Value): NodeOf<'Conv1d'> | undefined {
  const conv = madeBy(value, 'Conv1d');
  return conv && !conv.inputs[2] && along(conv.inputs[1], 1) === 1 ? conv : undefined;
}

const forward: Rule<'InstanceNorm'> = ({ inputs: [z, gamma, beta], attributes: { eps } }, build) => {
  const conv = singleChannel(z);
  if (!conv) return undefined;
  const { windows, scaled } = fold(build, conv, gamma, eps);
  const product = build.float('Product', [windows, scaled], z.shape, { transA: 0, transB: 0 });
  return [build.float('Add', [product, beta], z.shape)];
};

const backward: Rule<'Conv1dGradient'> = ({ inputs: [dz, x, weight], attributes: { stride } }, build) => {
  const norm = madeBy(dz, 'InstanceNormGradient');
  if (!norm) return undefined;
  const [u, z, gamma] = norm.inputs;
  const conv = singleChannel(z);
  if (!conv || conv.inputs[0] !== x || conv.inputs[1] !== weight || conv.attributes.stride !== stride) return undefined;
  const { windows, kernel, inverse, scaled } = fold(build, conv, gamma, norm.attributes.eps);
  const { shape: each } = inverse;
  const [batch, count, taps] = windows.shape as [number, number, number];
  const float = (op: 'Mul' | 'Sub', a: Value, b: Value, shape: readonly number[]) => build.float(op, [a, b], shape);
  const projected = build.float('Product', [windows, u], scaled.shape, { transA: 1, transB: 0 });
  const sums = overTaps(build, float('Mul', projected, kernel, scaled.shape));
  const m = float('Mul', float('Mul', sums, inverse, each), build.scalar(1 / count), each);
  const weights = float('Mul', float('Mul', float('Mul', inverse, inverse, each), m, each), gamma, each);
  const inner = float('Mul', kernel, weights, scaled.shape);
  const correction = build.float('Product', [inner, kernel], [batch, taps, taps], { transA: 0, transB: 1 });
  const straight = build.float('Product', [u, scaled], windows.shape, { transA: 0, transB: 1 });
  const curved = build.float('Product', [windows, correction], windows.shape, { transA: 0, transB: 0 });
  const columns = float('Sub', centred(build, straight), curved, windows.shape);
  return [overlapped(build, columns, { stride, frames: along(x, 1) })];
};

/** The fold, forward and backward. */
export const normFolding: Rules = { InstanceNorm: [forward], Conv1dGradient: [backward] };
