import type { RenderState } from '@audiate/core';

/** A render that the reader may go on with after the page was closed. */
export interface Kept {
  /** The form, as the address has it. */
  readonly form: string;
  /** What model it was: another of the same name would refuse the state. */
  readonly fingerprint: string;
  readonly state: RenderState;
}
