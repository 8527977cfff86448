import type { Values } from '@audiate/protocol';

/** Whether every number is finite: a number less itself is 0 then, and nothing else. */
export function finiteNumbers(numbers: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i]! - numbers[i]!;
  return sum === 0;
}

/** Whether every sample of every sound is finite. */
export function finiteAudio(audio: readonly Float32Array[]): boolean {
  return audio.every(finiteNumbers);
}

/** Whether every number of every array is finite. */
export function finiteValues(values: Values): boolean {
  return Object.values(values).every(({ data }) => finiteNumbers(data));
}
