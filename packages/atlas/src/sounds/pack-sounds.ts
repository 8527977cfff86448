import { sha256, unclippedGain } from '@audiate/media';
import { macrotask } from '@audiate/protocol';
import { encodeFlac } from './flac.js';
import { soundArchive } from './sound-archive.js';

/** A sound, and its name in an archive. */
export interface NamedSound {
  readonly name: string;
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

/** Where the FLAC file of a sound lies in its archive, as rows tell it. */
export interface PackedSound {
  /** The sound is 1 / `gain` times what its file holds. */
  readonly gain: number;
  readonly soundOffset: number;
  readonly soundBytes: number;
  readonly soundSha256: string;
}

/** Sounds as FLAC in one archive, in their order; timers have their turn before each. @throws signal.reason when aborted. */
export async function packSounds(
  sounds: readonly NamedSound[],
  signal?: AbortSignal,
): Promise<{ readonly archive: Uint8Array; readonly packed: readonly PackedSound[] }> {
  const files: { readonly name: string; readonly bytes: Uint8Array; readonly gain: number }[] = [];
  for (const { name, samples, sampleRate } of sounds) {
    await macrotask();
    signal?.throwIfAborted();
    const gain = unclippedGain(samples);
    const bytes = await encodeFlac(gain === 1 ? samples : samples.map((sample) => gain * sample), sampleRate);
    files.push({ name, bytes, gain });
  }
  const { archive, places } = await soundArchive(files);
  const packed: PackedSound[] = [];
  for (const [i, { bytes, gain }] of files.entries()) {
    const place = places[i]!;
    packed.push({ gain, soundOffset: place.offset, soundBytes: place.bytes, soundSha256: await sha256(bytes) });
  }
  return { archive, packed };
}
