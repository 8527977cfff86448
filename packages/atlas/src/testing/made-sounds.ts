import { sha256 } from '@audiate/media';
import { encodeFlac } from '../sounds/flac.js';
import { type Placed, soundArchive, soundName } from '../sounds/sound-archive.js';

/** Sounds that differ: rising tones, in one archive. */
export async function madeSounds(
  count: number,
  { seconds, sampleRate }: { readonly seconds: number; readonly sampleRate: number },
): Promise<{ readonly archive: Uint8Array; readonly made: readonly (Placed & { readonly sha256: string })[] }> {
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (let i = 0; i < count; i++) {
    const samples = Float32Array.from({ length: seconds * sampleRate }, (_, at) => {
      const time = at / sampleRate;
      return 0.4 * Math.sin(2 * Math.PI * (200 + 90 * i) * (time + 2 * time * time));
    });
    files.push({ name: soundName('made', i), bytes: await encodeFlac(samples, sampleRate) });
  }
  const { archive, places } = await soundArchive(files);
  const hashes = await Promise.all(files.map(({ bytes }) => sha256(bytes)));
  return { archive, made: places.map((place, i) => ({ ...place, sha256: hashes[i]! })) };
}
