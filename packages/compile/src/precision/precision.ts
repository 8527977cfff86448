/**
 * How products by constant matrices are computed: in float32 (`f32`), or in bytes (`i8`), which is quicker where the processor
 * multiplies bytes quickly and close, not equal.
 */
export type Precision = 'f32' | 'i8';

/** What the option `precision` takes; `auto` is `i8` where a trial finds it right and clearly quicker, else `f32`. */
export type PrecisionChoice = Precision | 'auto';

/** All of these. */
export const PRECISIONS: readonly PrecisionChoice[] = ['f32', 'i8', 'auto'];
