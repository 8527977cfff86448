import { InputError, show } from '@audiate/protocol';
import { folderStore } from './folder-store.js';
import type { Store } from './store.js';

/** The store that a place is: of a path, that of its folder. @throws InputError for what is neither a path nor a store. */
export function storeAt(place: string | Store): Store {
  if (typeof place === 'string' && place !== '') return folderStore(place);
  if (typeof (place as Store | undefined)?.read === 'function') return place as Store;
  throw new InputError(`an atlas is in a folder or a store, not in ${show(place)}; give a path, or what s3Store gives`);
}
