import { audioContainer, describeFile } from '@audiate/media';
import { InputError } from '@audiate/protocol';

/** What is read. */
export type AudioKind = 'WAV' | 'FLAC' | 'MP3' | 'Ogg FLAC' | 'Ogg Vorbis' | 'Ogg Opus';

const READ = 'WAV, FLAC, MP3, Ogg Vorbis, Ogg Opus and Ogg FLAC are read';
const KINDS: readonly string[] = ['FLAC', 'MP3', 'Ogg FLAC', 'Ogg Vorbis', 'Ogg Opus'];

/**
 * The kind of a sound file by its first bytes; its name counts for nothing.
 * @param head the first 512 bytes or more, without an ID3 tag.
 * @param tagged whether there was an ID3 tag before it, as MP3 files have.
 * @throws InputError for any other file, with what it is and what to do.
 */
export function audioKind(head: Uint8Array, tagged: boolean): AudioKind {
  const begins = String.fromCharCode(...head.subarray(0, 12));
  if (/^(RIFF|RIFX|RF64|BW64)....WAVE/s.test(begins)) return 'WAV';
  const container = audioContainer(head);
  if (container && KINDS.includes(container[0])) return container[0] as AudioKind;
  if (container?.[0] === 'MPEG audio') return 'MP3';
  if (container) {
    const [name, extension] = container;
    throw new InputError(`this is ${name}; ${READ}, so convert it by ffmpeg -i in.${extension} out.flac`);
  }
  if (tagged && head.length > 0) return 'MP3';
  const known = describeFile(head)
    ?.replace(', not WAV;', ', not a sound;')
    .replace(/, where a WAV file.*/, '');
  throw new InputError(known ?? `nobody knows what this file is by its first bytes; ${READ}`);
}
