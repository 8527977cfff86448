import type { Extent, Numbers } from '../graph/graph.js';
import type { Weights } from './apart.js';

/** A tensor on its way into a program. */
export interface Fed extends Extent {
  readonly data: Numbers;
}

/** A model that ONNX Runtime has loaded. */
export interface Loaded {
  /** @throws Error what ONNX Runtime says, or that the thread with the model has ended. */
  run(feeds: Readonly<Record<string, Fed>>): Promise<Readonly<Record<string, Numbers>>>;
  release(): Promise<void>;
}

/** Where ONNX Runtime lives: a worker thread, or the thread of the caller. */
export interface Host {
  /** The runtime's package and version. */
  readonly runtime: string;
  /** Where it runs, for a reader, and why not in a worker thread. */
  readonly where: string;
  /** The execution providers that its binary knows; undefined where it does not tell, as in browsers. */
  readonly providers?: readonly string[] | undefined;
  /** Compute threads that all programs share, where that is so: known once one was loaded. */
  threads?(): number;
  /** Whether arrays that are fed at every run are shared with the caller, not copied. */
  readonly sharesArrays: boolean;
  /** Whether it has ended, with everything that was loaded. */
  lost(): boolean;
  /** Ends it, with everything that was loaded; undefined where it ends with the caller's thread only. */
  close?(): Promise<unknown>;
  /**
   * @param model a path, or an ONNX model's bytes.
   * @param weights that travel beside the bytes.
   */
  load(model: string | Uint8Array, options: object, weights?: Weights): Promise<Loaded>;
}
