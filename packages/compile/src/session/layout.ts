import { asItIs, keptNumbers } from '../graph/frozen.js';
import type { Numbers, Value } from '../graph/graph.js';
import { sourcesOf } from '../graph/order.js';
import type { Model, Named } from '../onnx/encode.js';

/** How a structure becomes a model. */
export interface Layout {
  /** Whether weights are fed at every run instead of built in. */
  readonly feedWeights: boolean;
  /** So many of the last outputs are computed only where a run asks for them. */
  readonly onDemand: number;
}

/** Names what a structure is fed, and what it holds: a model to be encoded, and what is fed in which order. */
export function layOut(outputs: readonly Value[], { feedWeights, onDemand }: Layout) {
  const inputs: Named[] = [];
  const lifted: Named[] = [];
  const fedWeights: (Named & { data: Numbers })[] = [];
  const initializers: Model['initializers'][number][] = [];
  const frozen: Numbers[] = [];
  for (const [i, value] of sourcesOf(outputs).entries()) {
    const { origin } = value;
    if (origin.kind === 'input') inputs.push({ name: origin.name, value });
    if (origin.kind === 'lifted') lifted.push({ name: `lifted${i}`, value });
    if (origin.kind === 'literal') initializers.push({ name: `c${i}`, value, data: asItIs(origin.data) });
    if (origin.kind === 'frozen') {
      frozen.push(origin.data.source);
      if (feedWeights) fedWeights.push({ name: `w${i}`, value, data: keptNumbers(origin.data) });
      else initializers.push({ name: `w${i}`, value, data: origin.data });
    }
  }
  const named = outputs.map((value, i) => ({ name: `out${i}`, value }));
  const always = named.length - onDemand;
  const model: Model = {
    inputs: [...inputs, ...lifted, ...fedWeights],
    outputs: named.slice(0, always),
    onDemand: onDemand > 0 ? { condition: 'asked', outputs: named.slice(always) } : undefined,
    initializers,
  };
  return { model, feeds: { inputs, lifted, frozen: fedWeights }, frozen };
}
