import { InputError } from '@audiate/protocol';
import type { Format } from './format.js';
import { type Padding, paddedReader, paddingOf } from './padded-samples.js';
import { sampleReader } from './samples.js';

/** Whole frames of a WAV file as samples, and where the padding of 24 bits in 4 bytes was found. */
export interface Frames {
  /** One array a channel, all of one length. */
  readonly channels: Float32Array<ArrayBuffer>[];
  readonly padding: Padding | undefined;
}

/**
 * Decodes whole frames; part of one at the end is left off.
 * @param padding where it was found in the frames before.
 * @throws InputError for samples that are not finite, and where nobody can tell the padding.
 */
export function decodeFrames(
  body: Uint8Array,
  { format, littleEndian }: { readonly format: Format; readonly littleEndian: boolean },
  padding?: Padding,
): Frames {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const found = format.padded ? paddingIn(view, littleEndian, padding) : undefined;
  const read = found ? paddedReader(view, found, littleEndian) : sampleReader(view, format, littleEndian);
  const { channelCount, sampleBytes } = format;
  const frameBytes = channelCount * sampleBytes;
  const frames = Math.floor(body.length / frameBytes);
  const channels = Array.from({ length: channelCount }, (_, c) => {
    const samples = new Float32Array(frames);
    for (let i = 0; i < frames; i++) samples[i] = read(i * frameBytes + c * sampleBytes);
    return samples;
  });
  if (format.encoding === 'float') checkFinite(channels);
  return { channels, padding: found };
}

function paddingIn(view: DataView, littleEndian: boolean, before: Padding | undefined): Padding {
  const padding = paddingOf(view, littleEndian, before);
  if (padding) return padding;
  throw new InputError(
    'the WAV file claims 24 bits in 4 bytes, but its samples fill all 4, and readers disagree about what they are; save it again as PCM of 16 or 24 bits',
  );
}

function checkFinite(channels: readonly Float32Array[]): void {
  for (const [channel, samples] of channels.entries()) {
    const bad = samples.findIndex((sample) => !Number.isFinite(sample));
    if (bad < 0) continue;
    throw new InputError(
      `the WAV file's sample ${bad} of channel ${channel} is ${samples[bad]}; samples must be finite`,
    );
  }
}
