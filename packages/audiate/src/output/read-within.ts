import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { clipsFrom } from '@audiate/dataset';

/** What is read for a work. */
export interface WhatIsRead {
  /** How many clips. */
  readonly clips: number;
  /** Names of the files among them, and of the sources themselves, that lie directly in the folder. */
  readonly within: readonly string[];
}

/**
 * Looks for all clips of some sources, and which of them lie in a folder that a work writes to. No sound is read.
 * @throws InputError as `clipsFrom` does, for sources that are not there.
 */
export async function readWithin(folder: string, sources: readonly string[], signal: AbortSignal): Promise<WhatIsRead> {
  const place = await realpath(folder).catch(() => undefined);
  const real = new Map<string, Promise<string>>();
  const realOf = (path: string) => {
    if (!real.has(path))
      real.set(
        path,
        realpath(path).catch(() => path),
      );
    return real.get(path)!;
  };
  const within = new Set<string>();
  const look = async (path: string) => {
    if (place !== undefined && (await realOf(dirname(resolve(path)))) === place) within.add(basename(path));
  };
  let clips = 0;
  for (const source of sources) {
    await look(source);
    for await (const { file } of clipsFrom(source, { signal })) {
      clips += 1;
      // A clip is named by its path, by that from a folder, or by that from a manifest.
      for (const path of [file, join(source, file), join(dirname(source), file)]) await look(path);
    }
  }
  return { clips, within: [...within] };
}
