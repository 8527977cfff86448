/** The name of an audio container other than WAV and the extension that its files have; undefined for anything else. */
export function audioContainer(bytes: Uint8Array): readonly [name: string, extension: string] | undefined {
  const [id, form] = [text(bytes, 0, 4), text(bytes, 8, 12)];
  if (id.startsWith('ID3')) return behindTag(bytes);
  if (id === 'OggS') return oggStream(text(bytes, 0, 256));
  if (id === 'RIFF' || id === 'RIFX') return form === 'AVI ' ? ['AVI', 'avi'] : undefined;
  if (id === 'FORM') return FORMS.find(([name]) => name === form)?.[1];
  if (text(bytes, 4, 8) === 'ftyp') return isoMedia(form);
  if (id === '\x1aE\xdf\xa3') return text(bytes, 0, 64).includes('webm') ? ['WebM', 'webm'] : ['Matroska', 'mkv'];
  if (bytes[0] === 0x47 && bytes[188] === 0x47 && bytes[376] === 0x47) return ['an MPEG transport stream', 'ts'];
  const known = BY_MAGIC.find(([magic]) => text(bytes, 0, magic.length) === magic);
  return known ? [known[1], known[2]] : mpegAudio(bytes);
}

const BY_MAGIC: readonly (readonly [magic: string, name: string, extension: string])[] = [
  ['fLaC', 'FLAC', 'flac'],
  ['.snd', 'AU', 'au'],
  ['caff', 'CAF', 'caf'],
  ['riff\x2e\x91\xcf\x11', 'Sony Wave64', 'w64'],
  ['NIST_1A', 'NIST SPHERE', 'sph'],
  ['#!AMR', 'AMR', 'amr'],
  ['0&\xb2\x75\x8e\x66\xcf\x11', 'Windows Media', 'wma'],
  ['wvpk', 'WavPack', 'wv'],
  ['MAC ', "Monkey's Audio", 'ape'],
  ['TTA1', 'TTA', 'tta'],
  ['MPCK', 'Musepack', 'mpc'],
  ['MP+', 'Musepack', 'mpc'],
  ['tBaK', 'TAK', 'tak'],
  ['ajkg', 'Shorten', 'shn'],
  ['qoaf', 'QOA', 'qoa'],
  ['DSD ', 'DSD', 'dsf'],
  ['FRM8', 'DSD', 'dff'],
  ['FLV\x01', 'Flash video', 'flv'],
  ['.RMF', 'RealMedia', 'rm'],
  ['.ra\xfd', 'RealAudio', 'ra'],
  ['Creative Voice File', 'Creative Voice', 'voc'],
  ['\x0b\x77', 'AC-3', 'ac3'],
  ['\x7f\xfe\x80\x01', 'DTS', 'dts'],
  ['\x00\x00\x01\xba', 'an MPEG program stream', 'mpg'],
];

const FORMS = [
  ['AIFF', ['AIFF', 'aiff']],
  ['AIFC', ['AIFF-C', 'aiff']],
  ['8SVX', ['8SVX', '8svx']],
] as const;

/** What follows an ID3v2 tag, which many programs put before any format; MP3 where the tag says nothing of it. */
function behindTag(bytes: Uint8Array): readonly [string, string] {
  const after = bytes.subarray(id3Bytes(bytes));
  return (after.length > 0 && !text(after, 0, 3).startsWith('ID3') && audioContainer(after)) || ['MP3', 'mp3'];
}

/** The length of an ID3v2 tag at the start, whose size is written in 7 bits a byte; 0 where there is none. */
export function id3Bytes(bytes: Uint8Array): number {
  if (text(bytes, 0, 3) !== 'ID3' || bytes.length < 10) return 0;
  const size = bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0);
  return 10 + size + (bytes[5]! & 0x10 ? 10 : 0);
}

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

/**
 * A frame of MPEG audio begins with 11 set bits (ISO 11172-3); layer 0 is AAC's ADTS, of 12 set bits (ISO 13818-7). The
 * mark of a text in UTF-16 looks like layer I of a kind that is not met.
 */
function mpegAudio(bytes: Uint8Array): readonly [string, string] | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || (second === 0xfe && fourth === 0)) return undefined;
  const [version, layer] = [(second >> 3) & 3, (second >> 1) & 3];
  if (layer === 0) return (second & 0xf0) === 0xf0 ? ['AAC', 'aac'] : undefined;
  const valid = version !== 1 && third >> 4 !== 15 && ((third >> 2) & 3) !== 3;
  return valid ? [layer === 1 ? 'MP3' : 'MPEG audio', layer === 1 ? 'mp3' : 'mp2'] : undefined;
}

/** Bytes as characters of the same code. */
export function text(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
