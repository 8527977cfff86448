import { checkNumber, InputError, isList, joinBytes, show } from '@audiate/protocol';

/** A place in a sound, for editors. */
export interface Cue {
  /** The sample that it is at, from 0. */
  readonly sample: number;
  /** What it is called; nothing unless given. */
  readonly label?: string;
}

/** What samplers play again and again. */
export interface Loop {
  /** Its first sample, from 0. */
  readonly start: number;
  /** The sample behind its last one. */
  readonly end: number;
}

/** Marks of a WAV file, which players that don't know them pass over. */
export interface WavMarks {
  /** At most 65,535. None unless given. */
  readonly cues?: readonly Cue[];
  /** What a sampler repeats while a key is held. None unless given. */
  readonly loop?: Loop;
  /** The key at which a sampler plays the sound as it is, as MIDI counts: 60 is the middle C; 60 unless given. */
  readonly midiNote?: number;
}

const MAX_CUES = 65_535;
const MAX_LABEL = 10_000;
const MIDDLE_C = 60;

/**
 * The chunks of marks, to stand behind the samples: `cue ` with `LIST` of labels (Microsoft, "Multimedia Programming Interface and Data
 * Specifications 1.0", 1991) and `smpl` ("New Multimedia Data Types", 1994).
 * @throws InputError for marks that do not lie within the samples.
 */
export function markChunks(
  { cues = [], loop, midiNote = MIDDLE_C }: WavMarks,
  { samples, sampleRate }: { readonly samples: number; readonly sampleRate: number },
): Uint8Array[] {
  if (!isList(cues) || cues.length > MAX_CUES) {
    throw new InputError(`cues must be a list of at most ${MAX_CUES}, got ${show(cues)}`);
  }
  for (const [i, { sample }] of cues.entries()) {
    checkNumber(`sample of cue ${i}`, sample, { min: 0, max: samples - 1, integer: true });
  }
  checkNumber('midiNote', midiNote, { min: 0, max: 127, integer: true });
  const chunks: Uint8Array[] = [];
  if (cues.length > 0) chunks.push(chunk('cue ', cueBytes(cues)));
  const labels = cues.flatMap(({ label }, i) => (label === undefined ? [] : [labelBytes(i, label)]));
  if (labels.length > 0) chunks.push(chunk('LIST', joinBytes([ascii('adtl'), ...labels])));
  if (loop) chunks.push(chunk('smpl', samplerBytes(checkLoop(loop, samples), { sampleRate, midiNote })));
  return chunks;
}

function checkLoop({ start, end }: Loop, samples: number): Loop {
  checkNumber('start of the loop', start, { min: 0, max: samples - 1, integer: true });
  checkNumber('end of the loop', end, { above: start, max: samples, integer: true });
  return { start, end };
}

function cueBytes(cues: readonly Cue[]): Uint8Array {
  const fields = cues.flatMap(({ sample }, i) => [i + 1, sample, 'data', 0, 0, sample]);
  return words([cues.length, ...fields]);
}

function labelBytes(index: number, label: string): Uint8Array {
  const text = new TextEncoder().encode(String(label).replaceAll('\0', ' ').slice(0, MAX_LABEL));
  return chunk('labl', joinBytes([words([index + 1]), text, new Uint8Array(1)]));
}

/** Its one loop is played forward until the key is let go; its end is the last sample that is played. */
function samplerBytes({ start, end }: Loop, { sampleRate, midiNote }: { sampleRate: number; midiNote: number }) {
  const nanoseconds = Math.round(1e9 / sampleRate);
  return words([0, 0, nanoseconds, midiNote, 0, 0, 0, 1, 0, 1, 0, start, end - 1, 0, 0]);
}

/** Numbers of 32 bits, and names of four letters. */
function words(fields: readonly (number | string)[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * fields.length));
  for (const [i, field] of fields.entries()) {
    if (typeof field === 'number') view.setUint32(4 * i, field, true);
    else for (const [k, code] of ascii(field).entries()) view.setUint8(4 * i + k, code);
  }
  return new Uint8Array(view.buffer);
}

/** A chunk, which begins and ends on an even byte. */
function chunk(id: string, body: Uint8Array): Uint8Array {
  return joinBytes([ascii(id), words([body.length]), body, new Uint8Array(body.length % 2)]);
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
