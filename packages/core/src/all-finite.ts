import type { Values } from '@audiate/protocol';

/** Whether the audio, the gradients and the totals of a step hold finite numbers only. */
export function allFinite(audio: readonly Float32Array[], gradients: Values, total: readonly number[]): boolean {
  return (
    total.every(Number.isFinite) &&
    audio.every((sound) => sound.every(Number.isFinite)) &&
    Object.values(gradients).every(({ data }) => data.every(Number.isFinite))
  );
}
