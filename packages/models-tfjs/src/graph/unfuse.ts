import { InputError, show } from '@audiate/protocol';
import { type GraphNode, textsOf } from './nodes.js';

/** What a fused operation begins with. */
const PLAIN: Readonly<Record<string, string>> = {
  _FusedConv2D: 'Conv2D',
  FusedDepthwiseConv2dNative: 'DepthwiseConv2dNative',
  _FusedMatMul: 'MatMul',
};

/** What a fused operation may end with, and its attribute there. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  Relu: 'Relu',
  Relu6: 'Relu6',
  Elu: 'Elu',
  Sigmoid: 'Sigmoid',
  Tanh: 'Tanh',
  Prelu: 'Prelu',
  LeakyRelu: 'LeakyRelu',
};

/**
 * Takes fused operations apart: a fused convolution asks for the gradient of its filter, too, which nobody needs and not
 * every backend has; and what was added, and what went into the activation function, have names of their own.
 */
export function unfuse(nodes: readonly GraphNode[]): GraphNode[] {
  const taken = new Set(nodes.map(({ name }) => name));
  return nodes.flatMap((node) => {
    const plain = PLAIN[node.op];
    return plain === undefined ? [node] : takeApart(node, plain, taken);
  });
}

function takeApart(node: GraphNode, plain: string, taken: Set<string>): GraphNode[] {
  const steps = textsOf(node, 'fused_ops');
  const extra = node.input.slice(2);
  const parts: GraphNode[] = [];
  const nameOf = (last: boolean, suffix: string) => {
    if (last) return node.name;
    let name = `${node.name}/${suffix}`;
    while (taken.has(name)) name += '_';
    taken.add(name);
    return name;
  };
  const { fused_ops: _, num_args: __, ...attr } = node.attr;
  let from = nameOf(steps.length === 0, plain);
  parts.push({ name: from, op: plain, input: node.input.slice(0, 2), attr });
  for (const [i, step] of steps.entries()) {
    const last = i === steps.length - 1;
    const operand = step === 'BiasAdd' || step === 'Prelu' ? [extra.shift()] : [];
    const op = step === 'BiasAdd' ? 'BiasAdd' : ACTIVATIONS[step];
    if (op === undefined || operand.includes(undefined)) {
      throw new InputError(`node ${show(node.name)} in model.json fuses ${show(step)} in a way that cannot be loaded`);
    }
    const slope = step === 'LeakyRelu' ? { alpha: node.attr.leakyrelu_alpha ?? { f: 0.2 } } : {};
    const name = nameOf(last, step);
    parts.push({ name, op, input: [from, ...(operand as string[])], attr: { T: { type: 'DT_FLOAT' }, ...slope } });
    from = name;
  }
  return parts;
}
