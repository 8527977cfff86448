/**
 * What bytes that are no WAV are, by their content, and what to do: one sentence, or undefined where nobody knows.
 */
export function describeFile(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return 'the file is empty: it has 0 bytes, where a WAV file begins with a header of 44';
  const begins = text(bytes, 0, 512);
  if (begins.startsWith('version https://git-lfs')) {
    return 'this is a git-lfs pointer, not the file it stands for; get the file by git lfs pull';
  }
  if (/^\s*<(!doctype|html|\?xml)/i.test(begins)) {
    return 'this is a web page, not a sound; the address may need a login, or may be that of a page about the file';
  }
  const audio = audioContainer(bytes);
  if (audio) {
    const [name, extension] = audio;
    return `this is ${name}, not WAV; convert it by ffmpeg -i in.${extension} out.wav`;
  }
  const other = OTHERS.find(([magic]) => begins.startsWith(magic));
  return other && `this is ${other[1]}, not WAV; ${other[2]}`;
}

const OTHERS: readonly (readonly [magic: string, name: string, advice: string])[] = [
  ['\x1f\x8b', 'a gzip archive', 'unpack it'],
  ['PK\x03\x04', 'a zip archive', 'unpack it'],
  ['\x93NUMPY', 'a NumPy array', 'write it by scipy.io.wavfile.write or soundfile.write'],
  ['MThd', 'a MIDI file, which holds notes and no sound', 'synthesise it first'],
];

/** The name of an audio container other than WAV and the extension that its files have. */
function audioContainer(bytes: Uint8Array): readonly [name: string, extension: string] | undefined {
  const [id, form] = [text(bytes, 0, 4), text(bytes, 8, 12)];
  if (id === 'OggS') return oggStream(text(bytes, 0, 256));
  if (id === 'RIFF' || id === 'RIFX') return form === 'AVI ' ? ['AVI', 'avi'] : undefined;
  if (id === 'FORM' && (form === 'AIFF' || form === 'AIFC')) return ['AIFF', 'aiff'];
  if (text(bytes, 4, 8) === 'ftyp') return isoMedia(form);
  if (id === '\x1aE\xdf\xa3') return text(bytes, 0, 64).includes('webm') ? ['WebM', 'webm'] : ['Matroska', 'mkv'];
  const known = BY_MAGIC.find(([magic]) => text(bytes, 0, magic.length) === magic);
  return known ? [known[1], known[2]] : mpegAudio(bytes);
}

const BY_MAGIC: readonly (readonly [magic: string, name: string, extension: string])[] = [
  ['fLaC', 'FLAC', 'flac'],
  ['ID3', 'MP3', 'mp3'],
  ['.snd', 'AU', 'au'],
  ['caff', 'CAF', 'caf'],
  ['riff\x2e\x91\xcf\x11', 'Sony Wave64', 'w64'],
  ['NIST_1A', 'NIST SPHERE', 'sph'],
  ['#!AMR', 'AMR', 'amr'],
  ['0&\xb2\x75\x8e\x66\xcf\x11', 'Windows Media', 'wma'],
  ['wvpk', 'WavPack', 'wv'],
  ['MAC ', "Monkey's Audio", 'ape'],
  ['TTA1', 'TTA', 'tta'],
];

function oggStream(page: string): readonly [string, string] {
  if (page.includes('OpusHead')) return ['Ogg Opus', 'opus'];
  if (page.includes('\x01vorbis')) return ['Ogg Vorbis', 'ogg'];
  if (page.includes('\x7fFLAC')) return ['Ogg FLAC', 'oga'];
  return page.includes('Speex   ') ? ['Ogg Speex', 'spx'] : ['Ogg', 'ogg'];
}

function isoMedia(brand: string): readonly [string, string] {
  if (brand.startsWith('M4A') || brand.startsWith('M4B')) return ['M4A (MPEG-4 audio)', 'm4a'];
  return brand === 'qt  ' ? ['QuickTime', 'mov'] : ['MP4', 'mp4'];
}

/** A frame of MPEG audio begins with 11 set bits (ISO 11172-3); layer 0 is AAC's ADTS, of 12 set bits (ISO 13818-7). */
function mpegAudio(bytes: Uint8Array): readonly [string, string] | undefined {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const [version, layer] = [(second >> 3) & 3, (second >> 1) & 3];
  if (layer === 0) return (second & 0xf0) === 0xf0 ? ['AAC', 'aac'] : undefined;
  const valid = version !== 1 && third >> 4 !== 15 && ((third >> 2) & 3) !== 3;
  return valid ? [layer === 1 ? 'MP3' : 'MPEG audio', layer === 1 ? 'mp3' : 'mp2'] : undefined;
}

/** Bytes as characters of the same code. */
function text(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
