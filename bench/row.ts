import type { Timing } from './pairs.ts';
import type { Quartiles } from './statistics.ts';

/** What is measured: a step's shape. */
export interface Wanted {
  readonly model: string;
  readonly layer: number;
  readonly batch: number;
  readonly samples: number;
  readonly threads: number;
  readonly pairs: number;
}

/** One way to write the step in PyTorch. */
export type Formulation =
  | (Timing & { readonly buildSeconds: number; readonly difference: number })
  | { readonly failed: string };

/** One line of the benchmark. */
export interface Row extends Wanted {
  readonly ours: Quartiles;
  /** Our step in `precision: 'i8'`, whose gradient is rougher; absent in reports of earlier versions. */
  readonly bytes?: Timing;
  readonly formulations: Readonly<Record<string, Formulation>>;
  /** PyTorch's fastest, without `original`, which computes more than is asked for, and `bfloat16`, which computes less exactly. */
  readonly best: string;
  /** From the loaded model to the first gradient. */
  readonly firstStepMs: number;
  /** Another unit of the same layer, from compile to its first gradient; its program was `found` loaded. */
  readonly secondUnit: { readonly ms: number; readonly found: boolean };
  /** The most memory that our process held, model included. */
  readonly peakBytes: number;
  readonly gemmGflops: Readonly<Record<'torch' | 'onnxruntime', number>>;
  /** Operations of the plain step in our time, of the best GEMM rate. */
  readonly gemmFraction: number;
  /** Steps a second of two one-thread programs at once and of one program on two threads. */
  readonly throughput?: { readonly twoOfOne: number; readonly oneOfTwo: number };
}
