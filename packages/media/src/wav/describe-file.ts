import { show } from '@audiate/protocol';
import { audioContainer, text } from './containers.js';

/** So much of a file's beginning tells what it is. */
const LOOKED_AT = 512;

/**
 * What bytes that are no WAV are, by their content, and what to do: one sentence, or undefined where nobody knows.
 */
export function describeFile(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return 'the file is empty: it has 0 bytes, where a WAV file begins with a header of 44';
  const begins = text(bytes, 0, LOOKED_AT);
  if (begins.startsWith('version https://git-lfs')) {
    return 'this is a git-lfs pointer, not the file it stands for; get the file by git lfs pull';
  }
  if (/^(\xef\xbb\xbf)?\s*<(!doctype|!--|html|head|body|title|\?xml)/i.test(begins)) {
    return 'this is a web page, not a sound; the address may need a login, or may be that of a page about the file';
  }
  const audio = audioContainer(bytes);
  if (audio) {
    const [name, extension] = audio;
    return `this is ${name}, not WAV; convert it by ffmpeg -i in.${extension} out.wav`;
  }
  const other = OTHERS.find(([magic]) => begins.startsWith(magic));
  if (other) return `this is ${other[1]}, not WAV; ${other[2]}`;
  if (begins.slice(257, 262) === 'ustar') return `this is a tar archive, not WAV; ${UNPACK}`;
  if (begins.startsWith('RIFF')) return `this is RIFF of the form ${show(begins.slice(8, 12))}, which holds no wave`;
  if (bytes.length >= ZEROS && bytes.every((byte) => byte === 0)) {
    return 'the file holds zeros only, as an interrupted download or copy leaves it; get it again';
  }
  return describeText(bytes);
}

/** As many zeros are no accident. */
const ZEROS = 44;
const UNPACK = 'unpack it';
const NO_SOUND = 'pass a file with sound';

const OTHERS: readonly (readonly [magic: string, name: string, advice: string])[] = [
  ['\x1f\x8b', 'a gzip archive', UNPACK],
  ['PK\x03\x04', 'a zip archive', UNPACK],
  ['PK\x05\x06', 'an empty zip archive', NO_SOUND],
  ['BZh', 'a bzip2 archive', UNPACK],
  ['\xfd7zXZ\x00', 'an xz archive', UNPACK],
  ['(\xb5/\xfd', 'a zstd archive', UNPACK],
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', UNPACK],
  ['Rar!\x1a\x07', 'a RAR archive', UNPACK],
  ['\x93NUMPY', 'a NumPy array', 'write it by scipy.io.wavfile.write or soundfile.write'],
  ['MThd', 'a MIDI file, which holds notes and no sound', 'synthesise it first'],
  ['PAR1', 'a Parquet table', 'take the sound out of it'],
  ['\x89HDF\r\n', 'an HDF5 file', 'take the sound out of it'],
  ['\x89PNG\r\n', 'a picture (PNG)', NO_SOUND],
  ['\xff\xd8\xff', 'a picture (JPEG)', NO_SOUND],
  ['%PDF', 'a PDF document', NO_SOUND],
];

/** A server's refusal that was saved for the file, a list of files, a transcript. */
function describeText(bytes: Uint8Array): string | undefined {
  const begins = new TextDecoder('utf-8').decode(bytes.subarray(0, LOOKED_AT)).trim();
  const complete = begins.replace(/\ufffd$/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text holds no others
  if (complete.length < 8 || /[\x00-\x08\x0e-\x1f\ufffd]/.test(complete)) return undefined;
  return `this is a text, not a sound: it begins with ${show(complete.slice(0, 60))}`;
}
