import { signal } from '@preact/signals';

/** More of them nobody reads. */
const MOST = 5;

/** What the reader should know of the engine, as that the GPU was lost: the last few. */
export const warnings = signal<readonly string[]>([]);

/** Adds one, once. */
export function warn(warning: string): void {
  if (!warnings.value.includes(warning)) warnings.value = [...warnings.value, warning].slice(-MOST);
}
