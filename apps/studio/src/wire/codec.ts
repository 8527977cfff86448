import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';
import { MAX_MESSAGE_BYTES } from './limits.js';
import { arrayOfBytes, bytesOfArray } from './typed-arrays.js';

/** A file as it is told of: its bytes are asked for when they are needed. */
export interface FileNote {
  readonly file: number;
  readonly name: string;
  readonly size: number;
}

/** What becomes of files. Each end does one of both, and the other rejects. */
export interface Files {
  /** Takes down a file that is sent. */
  note(file: File): FileNote;
  /** The file of a note that came. */
  fileOf(note: unknown): File;
}

/** Messages as bytes. */
export interface Codec {
  /** @throws Error for what is no data, as functions. */
  encode(message: unknown): Uint8Array<ArrayBuffer>;
  /** @throws Error for bytes that are no message. */
  decode(bytes: Uint8Array): unknown;
}

/** Kinds of MessagePack's extensions that are the studio's own. */
const KIND = { array: 1, file: 2 };

/** How messages are read and written. */
export interface CodecOptions {
  /** Files are refused without it. */
  readonly files?: Files;
  /** The most entries of one list of a message that is read. Long lists of numbers are typed arrays, which have no such limit. */
  readonly maxEntries: number;
}

/** MessagePack with typed arrays, and with files where they can be had. What is undefined is left out. */
export function codecOf({ files, maxEntries }: CodecOptions): Codec {
  const limits = {
    maxStrLength: 2 ** 20,
    // Counts for extensions, too.
    maxBinLength: MAX_MESSAGE_BYTES,
    maxArrayLength: maxEntries,
    maxMapLength: maxEntries,
    maxExtLength: MAX_MESSAGE_BYTES,
  };
  const extensionCodec = new ExtensionCodec();
  extensionCodec.register({
    type: KIND.array,
    encode: (value) => (ArrayBuffer.isView(value) ? bytesOfArray(value) : null),
    decode: arrayOfBytes,
  });
  if (files) {
    extensionCodec.register({
      type: KIND.file,
      encode: (value) => (value instanceof File ? encode(files.note(value)) : null),
      decode: (bytes) => files.fileOf(decode(bytes, limits)),
    });
  }
  return {
    // A copy: the encoder's own buffer is used again.
    encode: (message) => encode(message, { extensionCodec, ignoreUndefined: true }).slice(),
    decode: (bytes) => decode(bytes, { ...limits, extensionCodec }),
  };
}
