import { InputError } from '@audiate/protocol';
import type { GraphNode } from './nodes.js';

/** Operations that choose at run time what comes next; TensorFlow.js runs them asynchronously, which no gradient follows. */
const CONTROL =
  /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|While|StatelessWhile|If|StatelessIf|Tensor(List|Array).*|PartitionedCall|StatefulPartitionedCall)$/;

/** Operations without a gradient by what they compute, or whose number of answers depends on what is heard. */
const WITHOUT_GRADIENT =
  /^(NonMaxSuppression.*|Where|Unique(V2)?|CropAndResize|.*Bincount|HashTable.*|LookupTable.*|String.*|Sparse.*|Ragged.*|Multinomial|RandomUniform.*|RandomStandardNormal|StatelessRandom.*|TruncatedNormal|Dilation2D|MaxPoolWithArgmax|I?R?FFT|Complex(Abs)?|Imag|Real)$/;

/** @throws InputError that names every operation that cannot be loaded, with its count. */
export function refuseOperations(nodes: readonly GraphNode[]): void {
  const counts = new Map<string, number>();
  for (const { op } of nodes) {
    if (CONTROL.test(op) || WITHOUT_GRADIENT.test(op)) counts.set(op, (counts.get(op) ?? 0) + 1);
  }
  if (counts.size === 0) return;
  const told = [...counts].map(([op, count]) => (count === 1 ? op : `${op} (${count})`)).join(', ');
  throw new InputError(`the graph in model.json has operations that cannot be differentiated here: ${told}`);
}
