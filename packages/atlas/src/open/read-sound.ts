import { sha256 } from '@audiate/media';
import { InputError, show } from '@audiate/protocol';
import type { UnitRow } from '../rows/unit-row.js';
import type { AtlasPlace } from './atlas-source.js';

/** What of a unit's row says where its sound is. */
export type SoundPlace = Pick<UnitRow, 'layer' | 'unit' | 'soundFile' | 'soundOffset' | 'soundBytes'>;

/** A minute of sound at 96 kHz as FLAC, twice. */
const MAX_SOUND_BYTES = 2 ** 26;
const FLAC_MARK = [0x66, 0x4c, 0x61, 0x43];

/** @throws InputError where a row names no place of an atlas. */
export function checkPlace({ layer, unit, soundFile, soundOffset, soundBytes }: SoundPlace): void {
  const isWhole = Number.isSafeInteger(soundOffset) && Number.isSafeInteger(soundBytes);
  const isPlace = isWhole && soundOffset >= 0 && soundBytes > 0 && soundBytes <= MAX_SOUND_BYTES;
  if (/^sounds\/\d{5,7}\.tar$/.test(soundFile) && isPlace) return;
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
  const { layer, unit, soundFile, soundOffset, soundBytes } = place;
  const bytes = await at.part(soundFile, soundOffset, soundBytes);
  const isOwn = soundSha256 === undefined || (await sha256(bytes)) === soundSha256;
  if (isOwn && FLAC_MARK.every((byte, i) => bytes[i] === byte)) return bytes;
  throw new InputError(
    `${show(at.say(soundFile))} does not hold the sound of ${show(`${layer}:${unit}`)}; merge the plan again`,
  );
}
