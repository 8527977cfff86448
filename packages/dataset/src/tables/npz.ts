import { InputError, show } from '@audiate/protocol';
import { zipSync } from 'fflate';
import { encodeNpy, type NpyArray } from './npy.js';

/** A zip archive without the extension for large ones holds less. */
const MAX_BYTES = 2 ** 32 - 2 ** 20;
const MAX_ARRAYS = 65_535;

/**
 * Arrays by name as a `.npz` file, which `numpy.load` reads: numbers as `{ data, shape }`, such as `activations` answers, and lists of
 * texts. Not compressed, as activations hardly shrink. Equal arrays give equal bytes.
 * @throws InputError for a name that is not 1 to 200 letters, digits, `.`, `-` or `_`, an array whose shape does not fit, and more
 * than 4 GiB or 65,535 arrays.
 */
export function encodeNpz(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const entries = Object.entries(arrays);
  if (entries.length === 0 || entries.length > MAX_ARRAYS) {
    throw new InputError(`an .npz file holds 1 to ${MAX_ARRAYS} arrays, got ${entries.length}`);
  }
  const files: Record<string, Uint8Array> = {};
  let total = 0;
  for (const [name, array] of entries) {
    if (!/^[\w.-]{1,200}$/.test(name)) {
      throw new InputError(`an array's name must be 1 to 200 letters, digits, ., - or _, got ${show(name)}`);
    }
    const bytes = encodeNpy(array);
    total += bytes.length + 2 * name.length + 128;
    if (total > MAX_BYTES) throw new InputError('the arrays take more than the 4 GiB of an .npz file; split them');
    files[`${name}.npy`] = bytes;
  }
  return zipSync(files, { level: 0, mtime: EPOCH });
}

/** A zip file needs a time; the first one that it can tell. */
const EPOCH = new Date(1980, 0, 1);
