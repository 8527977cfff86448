import { httpRange, httpWhole, onDisk, overHttp } from '@audiate/dataset/ranges';
import { InputError, nodeFiles, show } from '@audiate/protocol';
import type { AsyncBuffer } from 'hyparquet';
import { INDEX } from '../rows/file-names.js';
import type { Store } from '../store/store.js';
import { orMergeFirst } from './or-merge-first.js';

/** Files by their paths within a merged atlas, such as `map.parquet` and `sounds/00012.tar`: those that a reader dropped on a page. */
export type AtlasFiles = ReadonlyMap<string, Blob>;

/** Where a merged atlas is: its folder, the `http:` or `https:` address of its folder, a bucket, or its files. */
export type AtlasSource = string | Store | AtlasFiles;

/** How the files of an atlas are read, wherever they are. */
export interface AtlasPlace {
  /** What the atlas, or a file of it, is called. */
  say(name?: string): string;
  /** Ranges of a file. @throws InputError where it can't be read. */
  open(name: string): Promise<AsyncBuffer>;
  /** All of a file, by one request. @throws InputError where it can't be read, or has more than `most` bytes. */
  whole(name: string, most: number): Promise<Uint8Array>;
  /** Bytes of a file, by one request. @throws InputError where it can't be read, or ends before. */
  part(name: string, offset: number, bytes: number): Promise<Uint8Array>;
}

/** A file that is fetched whole where its server gives no ranges. */
const MOST_WHOLE = 2 ** 26;

/** Reads nothing yet. @throws InputError for an address of another kind. */
export function placeOf(source: AtlasSource): AtlasPlace {
  if (typeof source !== 'string') return 'open' in source ? inStore(source) : amongFiles(source);
  return /^[a-z][a-z\d+.-]+:\/\//i.test(source) ? atAddress(source) : inFolder(source);
}

function inFolder(folder: string): AtlasPlace {
  const { path } = nodeFiles(`can't read the folder ${show(folder)}`);
  const open = (name: string) => {
    const file = path.join(folder, name);
    return onDisk(file).catch((error) => {
      const hint = name === INDEX ? '; merge the chunks of a plan first' : '';
      throw new InputError(`can't read ${show(file)}: ${error.message}${hint}`, { cause: error });
    });
  };
  return placeBy(open, (name) => (name === undefined ? folder : path.join(folder, name)));
}

function atAddress(address: string): AtlasPlace {
  const base = URL.canParse(address) ? new URL(address) : undefined;
  if (!base || !['http:', 'https:'].includes(base.protocol)) {
    throw new InputError(
      `an atlas is in a folder or at an address of http: or https:, not at ${show(address)}; a bucket is by s3Store`,
    );
  }
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  // A query, such as `?download=true` of a host, is every file's; a part after # is nobody's.
  const at = (name: string) => new URL(name + base.search, base).href;
  return {
    say: (name = '') => `${base.origin}${base.pathname}${name}`,
    open: (name) => overHttp(at(name), { mostWhole: MOST_WHOLE }),
    whole: (name, most) => httpWhole(at(name), most),
    part: (name, offset, bytes) => httpRange(at(name), { offset, bytes }),
  };
}

function inStore(store: Store): AtlasPlace {
  const open = (name: string) => (name === INDEX ? orMergeFirst(store, store.open(name)) : store.open(name));
  const say = (name?: string) => (name === undefined ? store.source : `${store.source}/${name}`);
  return { ...placeBy(open, say), whole: (name, most) => store.read(name, most) };
}

function amongFiles(files: AtlasFiles): AtlasPlace {
  const open = async (name: string): Promise<AsyncBuffer> => {
    const file = files.get(name);
    if (!file) throw new InputError(`${show(name)} is not among the files; choose the whole folder of the atlas`);
    return { byteLength: file.size, slice: (start, end) => file.slice(start, end).arrayBuffer() };
  };
  return placeBy(open, (name = 'what was dropped') => name);
}

/** A place whose files are opened at little cost. */
function placeBy(open: AtlasPlace['open'], say: AtlasPlace['say']): AtlasPlace {
  return {
    say,
    open,
    async whole(name, most) {
      const file = await open(name);
      if (file.byteLength <= most) return new Uint8Array(await file.slice(0, file.byteLength));
      throw new InputError(`${show(say(name))} has ${file.byteLength} bytes, and ${most} are the most`);
    },
    async part(name, offset, bytes) {
      const file = await open(name);
      const end = offset + bytes;
      if (end <= file.byteLength) return new Uint8Array(await file.slice(offset, end));
      throw new InputError(
        `${show(say(name))} ends after ${file.byteLength} bytes, before ${end}; merge the plan again`,
      );
    },
  };
}
