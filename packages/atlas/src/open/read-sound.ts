import { sha256 } from '@audiate/media';
import { InputError, show } from '@audiate/protocol';
import type { UnitRow } from '../rows/unit-row.js';
import type { AtlasPlace } from './atlas-source.js';

/** What of a unit's row says where its sound is. */
export type SoundPlace = Pick<UnitRow, 'layer' | 'unit' | 'soundFile' | 'soundOffset' | 'soundBytes'>;

/** A minute of sound at 96 kHz as FLAC, twice. */
const MAX_SOUND_BYTES = 2 ** 26;
const FLAC_MARK = [0x66, 0x4c, 0x61, 0x43];

/** Whether bytes may lie there. */
export function isPart({ soundOffset, soundBytes }: Pick<SoundPlace, 'soundOffset' | 'soundBytes'>): boolean {
  const isWhole = Number.isSafeInteger(soundOffset) && Number.isSafeInteger(soundBytes);
  return isWhole && soundOffset >= 0 && soundBytes > 0 && soundBytes <= MAX_SOUND_BYTES;
}

/** @throws InputError where a row names no place of an atlas. */
export function checkPlace(place: SoundPlace): void {
  const { layer, unit, soundFile } = place;
  if (/^sounds\/\d{5,7}\.tar$/.test(soundFile) && isPart(place)) return;
  throw new InputError(
    `the index names ${show(soundFile)} for ${show(`${layer}:${unit}`)}, which is no archive of an atlas`,
  );
}

/**
 * The FLAC file of a unit's sound, by one request.
 * @param soundSha256 what its hash must be, where the index's row is known.
 * @throws InputError where the row names no place of an atlas, or no such sound is there.
 */
export async function readSound(at: AtlasPlace, place: SoundPlace, soundSha256?: string): Promise<Uint8Array> {
  checkPlace(place);
  const bytes = await readFlac(at, { ...place, soundSha256 });
  if (bytes) return bytes;
  const { layer, unit, soundFile } = place;
  throw new InputError(
    `${show(at.say(soundFile))} does not hold the sound of ${show(`${layer}:${unit}`)}; merge the plan again`,
  );
}

/** Bytes of an archive, by one request; undefined where they are no FLAC file, or not the one of a hash that is known. */
export async function readFlac(
  at: AtlasPlace,
  part: Pick<SoundPlace, 'soundFile' | 'soundOffset' | 'soundBytes'> & { readonly soundSha256: string | undefined },
): Promise<Uint8Array | undefined> {
  const { soundFile, soundOffset, soundBytes, soundSha256 } = part;
  const bytes = await at.part(soundFile, soundOffset, soundBytes);
  const isOwn = soundSha256 === undefined || (await sha256(bytes)) === soundSha256;
  return isOwn && FLAC_MARK.every((byte, i) => bytes[i] === byte) ? bytes : undefined;
}
