import { InputError, show } from '@audiate/protocol';

const MAX_NAME_BYTES = 200;

/**
 * Checks names that are to become files of one folder on any system: no path, no device name, no character that Windows
 * refuses, no two that differ by case alone.
 * @throws InputError naming the first that is not plain.
 */
export function checkFileNames(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const fault = faultOf(name);
    if (fault) throw new InputError(`the file name ${show(name)} ${fault}; use a plain name such as "audio.wav"`);
    const folded = name.normalize('NFC').toLowerCase();
    const twin = seen.get(folded);
    if (twin !== undefined) {
      throw new InputError(`the file names ${show(twin)} and ${show(name)} are one name on some disks; rename one`);
    }
    seen.set(folded, name);
  }
}

function faultOf(name: string): string | undefined {
  if (typeof name !== 'string' || name === '') return 'is empty';
  if (/[/\\]/.test(name) || name === '.' || name === '..') return 'is a path';
  if (/[<>:"|?*\p{Cc}\p{Cs}]/u.test(name)) return 'holds a character that not every disk takes';
  if (/[. ]$/.test(name)) return 'ends with a dot or a space';
  if (/^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\.|$)/iu.test(name))
    return 'is the name of a device on Windows';
  if (new TextEncoder().encode(name).length > MAX_NAME_BYTES) return `is longer than ${MAX_NAME_BYTES} bytes`;
  return undefined;
}
