/** What the first frame of an MPEG audio stream says. */
export interface Mp3Head {
  /** How long the stream is, by the Xing or Info header that encoders write into a first frame without sound. */
  readonly bytes: number | undefined;
}

const HAS_FRAMES = 1;
const HAS_BYTES = 2;

/** @param head the stream from its first frame on, without an ID3 tag. */
export function readMp3Head(head: Uint8Array): Mp3Head {
  if (head.length < 4) return { bytes: undefined };
  const mono = head[3]! >> 6 === 3;
  const mpeg1 = ((head[1]! >> 3) & 3) === 3;
  // Behind the 4 bytes of the header and the side information, whose length depends on version and channels.
  const at = 4 + (mpeg1 ? (mono ? 17 : 32) : mono ? 9 : 17);
  const name = String.fromCharCode(...head.subarray(at, at + 4));
  if ((name !== 'Xing' && name !== 'Info') || head.length < at + 16) return { bytes: undefined };
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const flags = view.getUint32(at + 4);
  if (!(flags & HAS_BYTES)) return { bytes: undefined };
  return { bytes: view.getUint32(at + (flags & HAS_FRAMES ? 12 : 8)) || undefined };
}
