import { checkChoice, checkNumber } from '@audiate/protocol';
import { checkAudio, checkSampleRate } from '../check-audio.js';
import { markChunks, type WavMarks } from './marks.js';

/** How samples are stored: see {@link encodeWav}. */
export type WavFormat = 'float32' | 'int16';

/** Options of {@link encodeWav}. */
export interface EncodeWavOptions {
  /** In Hz. */
  readonly sampleRate: number;
  /** `float32` unless given. */
  readonly format?: WavFormat;
  /** What every sample is multiplied by, linear and above 0; 1 unless given. `unclippedGain` finds one that no player clips. */
  readonly gain?: number;
  /** Cues and a loop; no chunk is written for what is not given. */
  readonly marks?: WavMarks;
}

/** RIFF stores sizes in 32 bits; the header takes 58 bytes at most, without marks. */
const MAX_DATA_BYTES = 2 ** 32 - 1 - 58;

/**
 * A mono WAV file. `float32` keeps every sample bit for bit at its own scale, values beyond ±1 included, which players
 * clip: what the model heard. `int16` is for players: sample × 32,768, rounded to the nearest and clamped to [−32,768, 32,767], so that
 * {@link decodeWav} and back is exact.
 *
 * `marks` adds what editors and samplers read: `cue ` with labels, and `smpl` with a loop, behind the samples.
 * @throws InputError for audio that is empty or not finite, a sample rate or a gain that is not one, marks beyond the sound, or more
 * than 4 GiB.
 */
export function encodeWav(audio: Float32Array, options: EncodeWavOptions): Uint8Array<ArrayBuffer> {
  const sampleRate = checkSampleRate(options.sampleRate);
  const format = checkChoice('format', options.format ?? 'float32', ['float32', 'int16']);
  const gain = checkNumber('gain', options.gain ?? 1, { above: 0 });
  checkAudio(audio);
  const bytesPerSample = format === 'float32' ? 4 : 2;
  checkNumber('audio.length', audio.length, { max: Math.floor(MAX_DATA_BYTES / bytesPerSample) });
  const header = format === 'float32' ? 58 : 44;
  const samples = bytesPerSample * audio.length;
  const chunks = markChunks(options.marks ?? {}, { samples: audio.length, sampleRate });
  const marked = chunks.reduce((sum, { length }) => sum + length, 0);
  checkNumber('bytes of the file', header + samples + marked, { max: 2 ** 32 - 1 });
  const view = new DataView(new ArrayBuffer(header + samples + marked));
  writeHeader(view, { sampleRate, format, bytesPerSample, samples: audio.length });
  if (format === 'float32') {
    for (let i = 0; i < audio.length; i++) view.setFloat32(header + 4 * i, gain * audio[i]!, true);
  } else {
    for (let i = 0; i < audio.length; i++) view.setInt16(header + 2 * i, toInt16(gain * audio[i]!), true);
  }
  const bytes = new Uint8Array(view.buffer);
  let at = header + samples;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function toInt16(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(32_768 * sample)));
}

interface Header {
  readonly sampleRate: number;
  readonly format: WavFormat;
  readonly bytesPerSample: number;
  readonly samples: number;
}

/** Formats other than PCM need an extension size and a `fact` chunk (Microsoft, "New Multimedia Data Types", 1994). */
function writeHeader(view: DataView, { sampleRate, format, bytesPerSample, samples }: Header): void {
  const isFloat = format === 'float32';
  let at = 0;
  const id = (text: string) => {
    for (const character of text) view.setUint8(at++, character.charCodeAt(0));
  };
  const uint32 = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const uint16 = (value: number) => {
    view.setUint16(at, value, true);
    at += 2;
  };
  id('RIFF');
  uint32(view.byteLength - 8);
  id('WAVE');
  id('fmt ');
  uint32(isFloat ? 18 : 16);
  uint16(isFloat ? 3 : 1);
  uint16(1);
  uint32(sampleRate);
  uint32(sampleRate * bytesPerSample);
  uint16(bytesPerSample);
  uint16(8 * bytesPerSample);
  if (isFloat) {
    uint16(0);
    id('fact');
    uint32(4);
    uint32(samples);
  }
  id('data');
  uint32(bytesPerSample * samples);
}
