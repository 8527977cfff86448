import { InputError, show } from '@audiate/protocol';
import { bytesOfBlob } from '../files/byte-source.js';
import type { CheckpointSource } from '../files/checkpoint-source.js';
import { isObject } from '../files/json.js';

/** The files of a checkpoint's folder by their plain names, as a page is given them: of each only what is needed is read. */
export interface FileSet {
  /** A File is a Blob. */
  readonly files: Readonly<Record<string, Blob>>;
}

/** Whether a caller names where a checkpoint lies: an id, a folder, an address, or a set of files; else its contents are given. */
export function isPlace(source: unknown): source is string | URL | FileSet {
  return typeof source === 'string' || source instanceof URL || (isObject(source) && 'files' in source);
}

/** A set of files as if they lay in a folder. @throws InputError when one that is opened is no Blob. */
export function openFileSet({ files }: FileSet): CheckpointSource {
  if (!isObject(files)) throw new InputError(`files must be Blobs by their names, got ${show(files)}`);
  return {
    name: 'checkpoint',
    place: 'the set of files',
    async open(name) {
      const file = Object.hasOwn(files, name) ? files[name] : undefined;
      if (file === undefined) return undefined;
      if (file instanceof Blob) return bytesOfBlob(file);
      throw new InputError(`files[${show(name)}] must be a Blob, got ${show(file)}`);
    },
    close: async () => {},
  };
}
