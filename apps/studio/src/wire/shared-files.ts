import type { FileNote } from './codec.js';
import type { Piece, PieceWanted } from './messages.js';

/** The page's files that calls under way hold: the program asks for their bytes. */
export interface SharedFiles {
  /** Takes down a file of the call that is being written. */
  note(file: File): FileNote;
  /** Writes a call by `encode`; files that it notes are those of the call `id`. */
  during<T>(id: number, encode: () => T): T;
  /** The bytes that are asked for, or why not. */
  pieceOf(wanted: PieceWanted): Promise<Piece>;
  /** Forgets the files of a call that is done. */
  release(id: number): void;
}

/** Files of a page, none yet. */
export function sharedFiles(): SharedFiles {
  const files = new Map<number, { readonly file: File; readonly call: number }>();
  let last = 0;
  let call = 0;
  return {
    note(file) {
      last += 1;
      files.set(last, { file, call });
      return { file: last, name: file.name, size: file.size };
    },
    during(id, encode) {
      call = id;
      return encode();
    },
    async pieceOf({ piece, file, start, end }) {
      try {
        const found = files.get(file)?.file;
        if (!found) throw new Error('the file is not asked for any more');
        return { piece, bytes: new Uint8Array(await found.slice(start, end).arrayBuffer()) };
      } catch (error) {
        return { piece, fault: error instanceof Error ? error.message : String(error) };
      }
    },
    release(id) {
      for (const [number, { call: of }] of files) if (of === id) files.delete(number);
    },
  };
}
