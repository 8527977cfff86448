import { join as joinPath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { acceptPages } from './accept-pages.js';
import { accessByToken } from './access.js';
import { type EngineThread, type NamedModel, startThread, type ThreadEars } from './engine-thread.js';
import { join } from './join.js';
import { nameInPage, nameWithDictionary } from './name-in-page.js';
import { type Served, serveFolder } from './serve-folder.js';
import { studioPage } from './studio-page.js';

/** What is served. */
export interface StudioOptions {
  /** Where the studio was built: its page in `page`, its tasks for Node in `engine`. */
  readonly folder: string;
  /** A free one where it is 0. */
  readonly port: number;
  /** What pages open first; none unless given. */
  readonly model?: NamedModel | undefined;
  /** Starts what does a page's tasks; a thread with this machine's engines unless given. */
  readonly start?: (ears: ThreadEars) => EngineThread;
}

/**
 * Serves the studio to browsers of this machine, with this machine's engines behind it: each page has a thread, which ends with it.
 * @returns its address, with the token that lets a browser in.
 * @throws InputError as {@link serveFolder} does, and where no studio is built.
 */
export async function serveStudio({ folder, port, model, start }: StudioOptions): Promise<Served> {
  const access = accessByToken();
  const ending = new Set<Promise<void>>();
  const begin =
    start ??
    ((ears) =>
      startThread(
        {
          entry: new URL('./thread.js', import.meta.url),
          data: { engine: pathToFileURL(joinPath(folder, 'engine/engine.js')).href, model },
        },
        ears,
      ));
  const pages = acceptPages(access, (page) => {
    const joined = join(page, begin).finally(() => ending.delete(joined));
    ending.add(joined);
  });
  const page = joinPath(folder, 'page');
  const served = await serveFolder(page, port, {
    answer: studioPage(page, access, { model: model && calledInPage(model) }),
    upgrade: pages.upgrade,
  });
  return {
    address: served.address + access.query,
    async close() {
      pages.close();
      await Promise.all(ending);
      await served.close();
    },
  };
}

const calledInPage = ({ named, dictionary }: NamedModel): string =>
  dictionary === undefined ? nameInPage(named) : nameWithDictionary(named, dictionary);
