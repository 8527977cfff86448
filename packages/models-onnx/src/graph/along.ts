import type { Node } from '../file/graph.js';

/** Where a Softmax or a norm begins; up to version 12 of the operators a Softmax works on all axes from its own on. */
export function alongOf({ op, attributes }: Node, opset: number): { readonly axis?: number } {
  const isSoft = op === 'Softmax' || op === 'LogSoftmax';
  if (!isSoft && op !== 'LayerNormalization' && op !== 'RMSNormalization') return {};
  return { axis: attributes.get('axis')?.integer ?? (isSoft && opset < 13 ? 1 : -1) };
}
