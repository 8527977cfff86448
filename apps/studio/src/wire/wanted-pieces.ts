import * as v from 'valibot';
import type { Piece, PieceWanted } from './messages.js';
import { RemoteFile } from './remote-file.js';

/** A file as the page tells of it. No file name of any system is longer; larger files are refused by who reads them. */
const NOTE = v.object({
  file: v.pipe(v.number(), v.safeInteger()),
  name: v.pipe(v.string(), v.maxLength(1024)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

const PIECE = v.union([
  v.object({ piece: v.number(), bytes: v.instance(Uint8Array) }),
  v.object({ piece: v.number(), fault: v.pipe(v.string(), v.maxLength(2000)) }),
]);

/** The program's end of the page's files. */
export interface WantedPieces {
  /** @throws Error for a note that tells of no file. */
  fileOf(note: unknown): File;
  /** Takes a message for the answer to a question; false where it is none. */
  take(message: unknown): boolean;
  /** Whoever waits for a piece is told that none comes. */
  end(): void;
}

interface Waiting {
  resolve(bytes: Uint8Array<ArrayBuffer>): void;
  reject(error: Error): void;
}

/** Files of a page that is asked for their bytes by `ask`. */
export function wantedPieces(ask: (wanted: PieceWanted) => void): WantedPieces {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  return {
    fileOf(note) {
      const { file, name, size } = v.parse(NOTE, note);
      const read = (start: number, end: number) =>
        new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
          last += 1;
          waiting.set(last, { resolve, reject });
          ask({ piece: last, file, start, end });
        });
      return new RemoteFile({ name, read, start: 0, end: size });
    },
    take(message) {
      const found = v.safeParse(PIECE, message);
      if (!found.success) return false;
      const piece = found.output as Piece;
      const asked = waiting.get(piece.piece);
      waiting.delete(piece.piece);
      if ('bytes' in piece) asked?.resolve(piece.bytes);
      else asked?.reject(new Error(piece.fault));
      return true;
    },
    end() {
      for (const { reject } of waiting.values()) reject(new Error('the page was closed'));
      waiting.clear();
    },
  };
}
