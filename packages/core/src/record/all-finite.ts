import type { Values } from '@audiate/protocol';

/** Whether every number is finite. */
export function finiteNumbers(numbers: ArrayLike<number>): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
  return true;
}

/** Whether every sample of every sound is finite. */
export function finiteAudio(audio: readonly Float32Array[]): boolean {
  return audio.every(finiteNumbers);
}

/** Whether every number of every array is finite. */
export function finiteValues(values: Values): boolean {
  return Object.values(values).every(({ data }) => finiteNumbers(data));
}
