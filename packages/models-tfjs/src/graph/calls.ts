import * as tf from '@tensorflow/tfjs';
import type { Attribute } from './nodes.js';

/** An operation of ours in a graph: its inputs to its output. */
export type Call = (inputs: readonly tf.Tensor[]) => tf.Tensor;

/** The operation by which TensorFlow.js' graphs call ours. */
export const CALL = 'AudiateCall';

const calls = new Map<number, Call>();
let next = 1;

/** The calls of one graph. */
export interface Calls {
  /** The attributes of a node of op {@link CALL} that runs it. @param free frees what the call holds. */
  add(call: Call, free?: () => void): Readonly<Record<string, Attribute>>;
  /** Forgets them, and frees what they hold. */
  dispose(): void;
}

/** Registers {@link CALL} at first use, for the whole process. */
export function makeCalls(): Calls {
  tf.registerOp(CALL, ({ inputs, attrs }) => calls.get(attrs.id as number)!(inputs as tf.Tensor[]));
  const own: number[] = [];
  const held: (() => void)[] = [];
  return {
    add(call, free) {
      const id = next++;
      if (free) held.push(free);
      own.push(id);
      calls.set(id, call);
      return { id: { i: String(id) } };
    },
    dispose() {
      for (const id of own) calls.delete(id);
      for (const free of held) free();
    },
  };
}
