import { readAudioWindows } from '../audio/audio-windows.js';
import type { AudioSource } from '../audio/open-source.js';
import { readAudio } from '../audio/read-audio.js';
import type { CorpusClip } from '../scan/clip-source.js';

/** How the sound of a file, or of bytes, is read when its turn comes: whole, or window by window. */
export function readerOf(
  source: AudioSource,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Pick<CorpusClip, 'sound' | 'windows' | 'pieces'> {
  const ended = signal ? { signal } : {};
  return {
    sound: () => readAudio(source, ended),
    windows: (options) => readAudioWindows(source, { ...options, ...ended }),
    pieces: (seconds) => readAudioWindows(source, { seconds, ...ended }),
  };
}
