import { InputError } from '@audiate/protocol';

/** Far above any config or vocabulary. */
const MAX_BYTES = 32 * 2 ** 20;

/** What a JSON file holds. @throws InputError for one that is too large, or holds no object. */
export async function jsonOf(file: File): Promise<object> {
  if (file.size > MAX_BYTES) throw new InputError(`${file.name} has ${file.size} bytes, too many for settings`);
  let found: unknown;
  try {
    found = JSON.parse(await file.text());
  } catch {
    throw new InputError(`${file.name} is not JSON; get it again`);
  }
  if (typeof found === 'object' && found !== null) return found;
  throw new InputError(`${file.name} holds no settings`);
}
