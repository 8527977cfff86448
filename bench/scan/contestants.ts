import { readFileSync } from 'node:fs';

/** What one pass over all clips took, and found: the mean of each unit after the last block. */
export interface Pass {
  readonly seconds: number;
  /** Of all processors: it tells more than the clock where others use the machine, too. */
  readonly cpuSeconds: number;
  readonly means: readonly number[];
}

interface Sides {
  readonly ours: (batch: number) => Promise<Pass>;
  readonly theirs: (dtype: string, batch: number) => Promise<Pass>;
  /** Whether each clip is of a length of its own, so that PyTorch has no batches to make without padding. */
  readonly mixed: boolean;
}

/**
 * Who takes part, by name, and what was left out. A processor without arithmetic in bfloat16 takes ten times as long for it as
 * for float32.
 */
export function contestantsOf({ ours, theirs, mixed }: Sides) {
  const batches = mixed ? [1] : [1, 4];
  const bfloat16 = hasBfloat16();
  const contestants: Record<string, () => Promise<Pass>> = {
    'scan, batch 1': () => ours(1),
    'scan, batch 4': () => ours(4),
    ...Object.fromEntries(batches.map((batch) => [`PyTorch float32, batch ${batch}`, () => theirs('float32', batch)])),
    ...(bfloat16 && {
      ...Object.fromEntries(
        batches.map((batch) => [`PyTorch bfloat16, batch ${batch}`, () => theirs('bfloat16', batch)]),
      ),
    }),
  };
  const leftOut = [
    ...(bfloat16 ? [] : ['PyTorch bfloat16 was left out: this processor has no arithmetic in it.']),
    ...(mixed ? ['PyTorch hears each clip by itself: padding would change what this model hears.'] : []),
  ];
  return { contestants, leftOut };
}

function hasBfloat16(): boolean {
  try {
    return /\b(avx512_bf16|amx_bf16|bf16)\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false;
  }
}
