import { hashNumbers } from '@audiate/checkpoints';
import { hashBytes } from '@audiate/protocol';
import type { OpenBeside } from '../file/external.js';
import type { OpenedModel } from './source.js';

/** All bytes that a model is made of, as they are read. */
export interface Fingerprint {
  /** Opens a file beside the model; what is read of it counts. */
  readonly beside: OpenBeside;
  /** 64 bits of the model's bytes, in hex, and of what was chosen of it. */
  of(settings: unknown): string;
}

/** A fingerprint that changes with every bit of the file, of the weights beside it, and with the settings. */
export function fingerprintOf({ bytes, beside }: OpenedModel): Fingerprint {
  const hashes = [hashOf(bytes)];
  return {
    async beside(name) {
      const opened = await beside(name);
      return (
        opened && {
          size: opened.size,
          async read(start, length) {
            const found = await opened.read(start, length);
            hashes.push(hashOf(found));
            return found;
          },
        }
      );
    },
    of: (settings) => hashBytes(new TextEncoder().encode(JSON.stringify([hashes, settings]))),
  };
}

/** The bytes as words of four, what is left as numbers. */
function hashOf(bytes: Uint8Array): string {
  const whole = bytes.byteLength - (bytes.byteLength % 4);
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Float32Array(aligned.buffer, aligned.byteOffset, whole / 4);
  return hashNumbers(words) + hashBytes(bytes.subarray(whole));
}
