import { type Clip, copyClip } from '@audiate/protocol';
import type { Moment } from '../index-file/dataset-index.js';
import type { Corpus } from '../scan/clip-source.js';

/** The sounds of the clips that moments name; of one that can't be read the reason. */
export async function findSounds(
  clips: Corpus,
  moments: readonly Moment[],
): Promise<Map<string, { readonly clip: Clip } | { readonly why: string }>> {
  const wanted = new Set(moments.map(({ file }) => file));
  const found = new Map<string, { readonly clip: Clip } | { readonly why: string }>();
  for await (const { file, sound } of clips) {
    if (!wanted.delete(file)) continue;
    try {
      found.set(file, { clip: copyClip('its sound', await (typeof sound === 'function' ? sound() : sound)) });
    } catch (error) {
      found.set(file, { why: error instanceof Error ? error.message : String(error) });
    }
    if (wanted.size === 0) break;
  }
  return found;
}
