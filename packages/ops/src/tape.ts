import * as tf from '@tensorflow/tfjs';

/** An operation that TensorFlow.js will go back through. */
interface TapeNode {
  /** Tensors that its gradient needs again; the tape keeps them. */
  readonly saved?: readonly tf.Tensor[];
}

/** What TensorFlow.js records on; it has no public name for it. */
interface TapeEngine {
  readonly state: { gradientDepth: number; activeTape: TapeNode[] | null };
  startTape(): void;
  endTape(): void;
}

const tapeEngine = () => tf.engine() as unknown as TapeEngine;

/** Whether a gradient is being taken or recorded for, so that what is computed now will be gone back through. */
export function isDifferentiated(): boolean {
  return tapeEngine().state.gradientDepth > 0;
}

/** Frees what the tape of a gradient that failed has kept; within another gradient it is left to that one. */
export function abandonTape(): void {
  const { state } = tapeEngine();
  if (state.gradientDepth === 0) freeTape(takeTape());
}

/** Takes the recorded operations out of TensorFlow.js, which forgets them. */
export function takeTape(): readonly TapeNode[] {
  const { state } = tapeEngine();
  const nodes = state.activeTape ?? [];
  state.activeTape = null;
  return nodes;
}

/** Puts operations that were taken ahead of all that the gradient under way records. */
export function putTape(nodes: readonly TapeNode[]): void {
  const { state } = tapeEngine();
  state.activeTape = [...nodes, ...(state.activeTape ?? [])];
}

/** Frees the tensors that operations keep. */
export function freeTape(nodes: readonly TapeNode[]): void {
  for (const { saved } of nodes) tf.dispose([...(saved ?? [])]);
}

/** Records the operations of `f`, within a tidy. */
export function recording<T extends tf.TensorContainer>(f: () => T): T {
  const engine = tapeEngine();
  engine.startTape();
  try {
    return tf.tidy(f);
  } finally {
    engine.endTape();
  }
}
