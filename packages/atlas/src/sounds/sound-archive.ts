import { type ArchivedFile, packFiles } from '../tar/pack-files.js';

/** A sound of an archive and where its bytes are, so that one request of a range gets it. */
export interface Placed {
  readonly offset: number;
  readonly bytes: number;
}

const BLOCK = 512;

/**
 * A tar archive of sounds, as WebDataset reads them: each under a key without a dot, one after another in their order.
 * @param sounds file names of at most 100 ASCII letters, and their bytes.
 */
export async function soundArchive(
  sounds: readonly ArchivedFile[],
): Promise<{ readonly archive: Uint8Array; readonly places: readonly Placed[] }> {
  const archive = await packFiles(sounds);
  let end = 0;
  const places = sounds.map(({ bytes: { length } }) => {
    const offset = end + BLOCK;
    end = offset + Math.ceil(length / BLOCK) * BLOCK;
    return { offset, bytes: length };
  });
  return { archive, places };
}

/** What a unit's sound is called in its archive. */
export function soundName(layer: string, unit: number): string {
  return `${layer.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 60)}-${String(unit).padStart(5, '0')}.flac`;
}
