import type { PlacedFile } from './placed-file.js';

/** A model's files: those of one folder, or files alone. */
export interface TopLevel {
  /** The folder's name; undefined for files alone. */
  readonly folder?: string;
  /** What lies in the folder itself: every name once. */
  readonly files: readonly File[];
}

/** What lies in the first folder itself and not in folders of it, which may hold other models; or the files that came alone. */
export function topLevel(placed: readonly PlacedFile[]): TopLevel {
  const [first] = placed;
  const folder = first?.path.includes('/') ? first.path.slice(0, first.path.indexOf('/')) : undefined;
  const within = folder === undefined ? '' : `${folder}/`;
  const own = placed.filter(({ path }) => path.startsWith(within) && !path.slice(within.length).includes('/'));
  return { ...(folder !== undefined && { folder }), files: own.map(({ file }) => file) };
}
