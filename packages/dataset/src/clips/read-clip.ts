import { readPlainFile, readSound } from '@audiate/media';
import type { Sound } from '@audiate/protocol';
import type { CorpusClip } from '../scan/clip-source.js';

/** An hour of float32 at 96 kHz takes 1.4 GB. */
const MAX_BYTES = 2 ** 31 - 1;

/** How the sound of a file, or of bytes, is read when its turn comes. */
export function readerOf(source: string | Uint8Array): Pick<CorpusClip, 'sound'> {
  return { sound: () => readClip(source) };
}

async function readClip(source: string | Uint8Array): Promise<Sound> {
  return readSound(typeof source === 'string' ? await readPlainFile(source, MAX_BYTES) : source);
}
