import { checkNumber, InputError } from '@audiate/protocol';

/** A mean so far below its channels is what is left of opposite ones. */
const CANCELLED = 1e-3;

/** Makes one channel of several, piece by piece. */
export interface Mixer {
  /** The next piece: channels of equal length. @throws InputError for a channel that isn't there. */
  mix(channels: readonly Float32Array[]): Float32Array;
  /** After the last piece. @throws InputError where the channels cancelled each other in the mean. */
  end(): void;
}

/**
 * One channel of several: their mean, as librosa and torchaudio mix, or the one asked for, from 0 on.
 * @param channel `'mean'`, or a channel's number.
 */
export function mixer(channel: 'mean' | number = 'mean'): Mixer {
  let mixed = 0;
  const each: number[] = [];
  return {
    mix(channels) {
      if (channel !== 'mean') {
        const hint = `the sound has ${channels.length}, counted from 0; 'mean' mixes them`;
        return channels[checkNumber('channel', channel, { min: 0, max: channels.length - 1, integer: true, hint })]!;
      }
      const mean = channels.length === 1 ? channels[0]! : meanOf(channels);
      mixed += energy(mean);
      for (const [c, samples] of channels.entries()) each[c] = (each[c] ?? 0) + energy(samples);
      return mean;
    },
    end() {
      if (mixed >= CANCELLED ** 2 * Math.max(0, ...each)) return;
      throw new InputError(
        `the mean of the ${each.length} channels is silent, as they cancel each other; choose one with { channel: 0 }`,
      );
    },
  };
}

function meanOf(channels: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(channels[0]!.length);
  for (let i = 0; i < mean.length; i++) {
    let sum = 0;
    for (const samples of channels) sum += samples[i]!;
    mean[i] = sum / channels.length;
  }
  return mean;
}

function energy(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum;
}
