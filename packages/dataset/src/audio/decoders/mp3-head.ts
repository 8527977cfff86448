/** What the first frame of an MPEG audio stream says. */
export interface Mp3Head {
  /** How long the stream is, by the Xing or Info header that encoders write into a first frame without sound. */
  readonly bytes: number | undefined;
}

const HAS_FRAMES = 1;
const HAS_BYTES = 2;

/** @param head the stream from its first frame on, without an ID3 tag. */
export function readMp3Head(head: Uint8Array): Mp3Head {
  const at = infoAt(head);
  if (!isInfoFrame(head) || head.length < at + 16) return { bytes: undefined };
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const flags = view.getUint32(at + 4);
  if (!(flags & HAS_BYTES)) return { bytes: undefined };
  return { bytes: view.getUint32(at + (flags & HAS_FRAMES ? 12 : 8)) || undefined };
}

/** Whether a frame has a Xing or Info header in place of sound. */
export function isInfoFrame(frame: Uint8Array): boolean {
  const at = infoAt(frame);
  return ['Xing', 'Info'].includes(String.fromCharCode(...frame.subarray(at, at + 4)));
}

/** Behind the 4 bytes of the header and the side information, whose length depends on version and channels. */
function infoAt(frame: Uint8Array): number {
  const mono = (frame[3] ?? 0) >> 6 === 3;
  const mpeg1 = (((frame[1] ?? 0) >> 3) & 3) === 3;
  return 4 + (mpeg1 ? (mono ? 17 : 32) : mono ? 9 : 17);
}
