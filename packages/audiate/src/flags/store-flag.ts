import { folderStore, type Store, s3Store } from '@audiate/atlas';
import type { Command } from 'commander';

/** Where finished chunks of an atlas lie. */
export interface StoreFlag {
  readonly store?: string;
}

/** Adds `--store` to a command. */
export function addStoreFlag(command: Command): Command {
  return command.option(
    '--store <place>',
    'where finished chunks lie: s3://bucket/prefix, or a folder; the folder of the plan unless given',
  );
}

/** Whether a place is a bucket; else it is a folder. */
export function isBucket(place: string): boolean {
  return place.startsWith('s3://');
}

/** @throws InputError for a bucket that is no address, or that there are no keys for. */
export function storeOf(place: string): Store {
  return isBucket(place) ? s3Store(place) : folderStore(place);
}

/** The option that the flag stands for. */
export function storeOption({ store }: StoreFlag): { readonly store?: Store } {
  return store === undefined ? {} : { store: storeOf(store) };
}
