import type { AtlasFiles, AtlasSource } from '@audiate/atlas/open';
import type { PlacedFile } from '../../files/placed-file.js';

/** Where a page looks for an atlas that is told of none. */
export const USUAL = 'atlas/';
const MAX_LENGTH = 2000;

/** Where an atlas is to be read from. */
export interface Place {
  readonly source: AtlasSource;
  /** As the page calls it. */
  readonly name: string;
  /** Whether it is on another server: one that a link names is asked for only once the reader agrees. */
  readonly isForeign: boolean;
}

/**
 * What `?atlas=` or the reader names: an address of this page's server, or one of `https:`.
 * @param page the address of the page.
 * @throws Error for anything else.
 */
export function placeOfAddress(text: string, page: string): Place {
  const url = text.length <= MAX_LENGTH && URL.canParse(text, page) ? new URL(text, page) : undefined;
  const isForeign = url?.origin !== new URL(page).origin;
  if (url && /^https?:$/.test(url.protocol) && !url.username && (!isForeign || url.protocol === 'https:')) {
    return { source: url.href, name: isForeign ? `${url.origin}${url.pathname}` : url.pathname, isForeign };
  }
  throw new Error(
    `an atlas is read from this page's own server or from an address of https:, not from ${JSON.stringify(text.slice(0, 200))}`,
  );
}

/** The atlas among files that were dropped or chosen. @throws Error where there is none. */
export function placeOfFiles(placed: readonly PlacedFile[]): Place {
  const map = placed.find(({ path }) => /(^|\/)map\.parquet$/.test(path));
  if (!map) throw new Error('no map.parquet is among these files; choose the folder that audiate atlas merge made');
  const within = map.path.slice(0, -'map.parquet'.length);
  const files: AtlasFiles = new Map(
    placed
      .filter(({ path }) => path.startsWith(within))
      .map(({ path, file }) => {
        const name = path.slice(within.length);
        return [withFolder(name), file] as const;
      }),
  );
  return { source: files, name: within.replace(/\/$/, '') || 'the files', isForeign: false };
}

/** Archives that were dropped without their folder. */
const withFolder = (name: string): string => (/^\d{5,7}\.tar$/.test(name) ? `sounds/${name}` : name);
