import type { Numbers } from './graph/graph.js';

/** What a run gives: the function's values and the gradients asked for, by name, each flat. */
export interface CompiledResult {
  readonly values: Readonly<Record<string, Numbers>>;
  readonly gradients: Readonly<Record<string, Float32Array>>;
}
