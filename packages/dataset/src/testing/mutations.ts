import { fold, key, uniform } from '@audiate/protocol';

/** What stands in place of some bytes: numbers that are too large, too small, or never end. */
const LIES = [
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xfe, 0xff, 0xff, 0xff, 0x07],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
  [0xff, 0xff, 0xff, 0x7f],
  [0, 0, 0, 0],
  [0xff],
  [0x80],
  [0],
];

/** A file with some bytes changed, always the same way for one number; most changes are where the headers and the footer are. */
export function mutated(bytes: Uint8Array, which: number): Uint8Array {
  const draws = uniform(fold(key(11), which), 64);
  let drawn = 0;
  const below = (most: number): number => Math.min(most - 1, Math.floor(draws[drawn++ % draws.length]! * most));
  const file = bytes.slice();
  for (let change = 1 + below(3); change > 0; change--) {
    const at = below(2) ? below(bytes.length) : bytes.length - 1 - below(Math.min(bytes.length, bytes.length >> 2));
    const kind = below(8);
    if (kind < 4) file.set(LIES[below(LIES.length)]!.slice(0, file.length - at), at);
    else if (kind < 6) file[at]! ^= 1 << below(8);
    else if (kind === 6) file.copyWithin(at, below(bytes.length), below(bytes.length) + 16);
    else return file.slice(0, at);
  }
  return file;
}
