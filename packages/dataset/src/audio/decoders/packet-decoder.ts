import type { Decoded } from './decoder.js';
import type { OggPage } from './parsed.js';

/** Decodes the packets of one codec in Ogg. */
export interface PacketDecoder {
  /** Samples that the stream counts before the sound begins. */
  readonly delay: number;
  /** @returns undefined where a page has no sound. @throws an error of the decoder for a damaged one. */
  decode(page: OggPage): Promise<Decoded | undefined>;
  free(): void;
}
