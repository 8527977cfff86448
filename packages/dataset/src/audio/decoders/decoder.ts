import { InputError } from '@audiate/protocol';
import type { ByteStream } from '../byte-stream.js';

/** A piece of a sound: one array a channel, all of one length. */
export interface Decoded {
  readonly channels: readonly Float32Array[];
  /** In Hz. */
  readonly sampleRate: number;
}

/** What a decoder is told. */
export interface DecodeOptions {
  readonly truncated: 'refuse' | 'keep';
}

/**
 * Decodes a file from its first byte on, in bounded memory: what it yields at a time is short however long the file is.
 * What it holds is freed when the generator ends, is returned, or throws.
 * @throws InputError for a file that is damaged, and for one that ends before its header says unless that is to be kept.
 */
export type Decode = (stream: ByteStream, options: DecodeOptions) => AsyncGenerator<Decoded>;

/** Compressed bytes that are decoded at a time. */
export const PIECE_BYTES = 1 << 13;
/** More channels than anyone records; a header may claim 255. */
const MAX_CHANNELS = 32;
/** In Hz, the most that `resample` takes. */
const MAX_RATE = 1_000_000;

/** @throws InputError for channels and rates that no recording has, before anything is made for them. */
export function checkClaims(kind: string, channels: number, sampleRate: number): void {
  if (channels < 1 || channels > MAX_CHANNELS) {
    throw new InputError(`the ${kind} file claims ${channels} channels; 1 to ${MAX_CHANNELS} are read`);
  }
  if (sampleRate < 1 || sampleRate > MAX_RATE) {
    throw new InputError(`the ${kind} file claims a sample rate of ${sampleRate} Hz; 1 to ${MAX_RATE} are read`);
  }
}

/** One sentence about a file that cannot be decoded to its end. */
export function damaged(kind: string, how: string, cause?: unknown): InputError {
  return new InputError(
    `the ${kind} file is damaged: ${how}; get it again, or read what there is with { truncated: 'keep' }`,
    { cause },
  );
}

/** One sentence about a file that ends before its header says. */
export function truncatedFile(kind: string, how: string): InputError {
  return new InputError(
    `the ${kind} file is truncated: ${how}; get the whole file, or read what there is with { truncated: 'keep' }`,
  );
}

/** Frees a decoder. One that a damaged file broke can't be, but what it held goes with it: each has its own memory. */
export function freed(decoder: { free(): void }): void {
  try {
    decoder.free();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
  }
}
