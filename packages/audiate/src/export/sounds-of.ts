import { savedSounds } from '@audiate/core';

/** Sources of sounds, where a folder that render, sweep or save left stands for its own sounds, not for those of folders in it. */
export async function soundsOf(sources: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const source of sources) {
    const own = await savedSounds(source).catch(() => []);
    found.push(...(own.length > 0 ? own.map(({ wav }) => wav) : [source]));
  }
  return found;
}
