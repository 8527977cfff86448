import { folderStore, isBucket, type Store, s3Store } from '@audiate/atlas';

/** What a place is, in a command's help. */
export const PLACE = 'a folder, or s3://bucket/prefix';

/** What is read and written at a place. @throws InputError for a bucket that is no address, or that there are no keys for. */
export function storeOf(place: string): Store {
  return isBucket(place) ? s3Store(place) : folderStore(place);
}

/** A place as the atlas takes it: work on a plan in a folder lies beside it. @throws InputError as {@link storeOf} does. */
export function placeOf(place: string): string | Store {
  return isBucket(place) ? s3Store(place) : place;
}
