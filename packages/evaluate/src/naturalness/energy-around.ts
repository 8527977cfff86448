import { checkNumber } from '@audiate/protocol';

/** Options of {@link energyAround}. */
export interface EnergyAroundOptions {
  readonly sampleRate: number;
  /** Half the width of the stretch, in ms; 150 unless given. */
  readonly ms?: number;
  /** The sample in the middle of the stretch; the sound's own middle unless given. */
  readonly center?: number;
}

/**
 * The share of a sound's energy that lies within a stretch around a moment: 1 for an event in silence, for sounds that
 * are equally loud all along the stretch's share of the length. NaN for silence.
 * @param sound `[samples]`.
 */
export function energyAround(sound: Float32Array, options: EnergyAroundOptions): number {
  const { sampleRate, ms = 150, center = sound.length / 2 } = options;
  const half = (checkNumber('ms of energyAround', ms, { above: 0 }) / 1000) * sampleRate;
  let [within, whole] = [0, 0];
  for (const [i, sample] of sound.entries()) {
    whole += sample * sample;
    if (Math.abs(i - center) <= half) within += sample * sample;
  }
  return within / whole;
}
