import { savedSounds } from '@audiate/core';

/** Sources of sounds, where a folder that render, sweep or save left stands for its own sounds, not for those of folders in it. @throws InputError for a record that is damaged. */
export async function soundsOf(sources: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const source of sources) {
    const own = await savedSounds(source).catch((error: Error) => {
      // What is damaged has a cause; a file, a pattern and a folder of other sounds have none.
      if (error.cause !== undefined) throw error;
      return [];
    });
    found.push(...(own.length > 0 ? own.map(({ wav }) => wav) : [source]));
  }
  return found;
}
