import type { Store } from '@audiate/atlas';
import { answerFromStore } from './answer-from-store.js';
import { type Served, serveFolder } from './serve-folder.js';

/** Where the page looks for an atlas. */
const WITHIN = '/atlas/';
const PAGE = '/atlas.html';
/** What of the folder is served, and nothing else: who reads the page need not see what else lies there. */
const FILES = /^((index|map|speech)\.parquet|README\.md|speech\.tar|sounds\/\d{5,7}\.tar)$/;

/** What is served. */
export interface ExplorerOptions {
  /** Where the studio was built. */
  readonly studio: string;
  /** A merged atlas with its map. */
  readonly atlas: Store;
  /** A free one where it is 0. */
  readonly port: number;
}

/**
 * Serves the explorer to browsers of this machine, and an atlas under `atlas/`, in ranges.
 * @returns the address of the page.
 * @throws InputError as {@link serveFolder} does.
 */
export async function serveExplorer({ studio, atlas, port }: ExplorerOptions): Promise<Served> {
  const file = answerFromStore(atlas);
  const { address, close } = await serveFolder(studio, port, {
    answer(request, response) {
      const [path = '/'] = (request.url ?? '/').split('?');
      if (path === '/') {
        response.writeHead(303, { Location: PAGE }).end();
        return true;
      }
      if (!path.startsWith(WITHIN)) return false;
      const name = path.slice(WITHIN.length);
      if (FILES.test(name)) void file(name, request, response);
      else response.writeHead(404).end();
      return true;
    },
  });
  return { address: `${address}${PAGE.slice(1)}`, close };
}
