import { checkNumber, InputError } from '@audiate/protocol';

/** A mean so far below its channels is what is left of opposite ones. */
const CANCELLED = 1e-3;

/**
 * One channel of several of equal length: their mean, as librosa and torchaudio mix, or the one asked for, from 0 on.
 * @throws InputError for a channel that isn't there, and where the channels cancel each other in the mean.
 */
export function toMono(channels: readonly Float32Array[], channel: 'mean' | number): Float32Array {
  if (channel !== 'mean') {
    const hint = `the sound has ${channels.length}, counted from 0; 'mean' mixes them`;
    return channels[checkNumber('channel', channel, { min: 0, max: channels.length - 1, integer: true, hint })]!;
  }
  if (channels.length === 1) return channels[0]!;
  const mean = new Float32Array(channels[0]!.length);
  for (let i = 0; i < mean.length; i++) {
    let sum = 0;
    for (const samples of channels) sum += samples[i]!;
    mean[i] = sum / channels.length;
  }
  if (energy(mean) < CANCELLED ** 2 * Math.max(...channels.map(energy))) {
    throw new InputError(
      `the mean of the ${channels.length} channels is silent, as they cancel each other; choose one with { channel: 0 }`,
    );
  }
  return mean;
}

function energy(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0);
}
