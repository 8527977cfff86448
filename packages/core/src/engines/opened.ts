import type { CompileOptions, Precision } from '@audiate/compile';

/** What bringing an engine up found: version, device and threads for a reader, and the compute threads. */
export interface Opened {
  readonly detail: string;
  readonly threads: number;
  /** How the compiled engine runs its programs, where that is not its default. */
  readonly running?: Pick<CompileOptions, 'executionProviders' | 'guard'> & { readonly precision?: Precision };
}

/** How programs are run; its precision is that of the climb alone. */
export type Running = Opened['running'] & Pick<CompileOptions, 'lane'> & { readonly threads: number };
