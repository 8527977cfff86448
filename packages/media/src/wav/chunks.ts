import { InputError, show } from '@audiate/protocol';

/** One chunk of a RIFF file. */
export interface Chunk {
  readonly id: string;
  /** What the header says; `body` holds fewer bytes when the file ends before. */
  readonly claimedBytes: number;
  readonly body: DataView;
}

/**
 * The top-level chunks of a RIFF WAVE file, in order, without a look into any; each is at least 8 bytes further on, so
 * that no file takes longer than its length. The size in the RIFF header is not used: writers to pipes leave it wrong.
 * @throws InputError when the file does not begin as one.
 */
export function* readChunks(bytes: Uint8Array): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const id = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || id(0) !== 'RIFF' || id(8) !== 'WAVE') {
    throw new InputError(
      `not a WAV file: it begins with ${show(id(0))}${bytes.length < 12 ? ` and has ${bytes.length} bytes` : ''}, not with a RIFF WAVE header`,
    );
  }
  for (let at = 12; at + 8 <= bytes.length; ) {
    const claimedBytes = view.getUint32(at + 4, true);
    const start = at + 8;
    const length = Math.min(claimedBytes, bytes.length - start);
    yield { id: id(at), claimedBytes, body: new DataView(bytes.buffer, bytes.byteOffset + start, length) };
    at = start + claimedBytes + (claimedBytes % 2);
  }
}
