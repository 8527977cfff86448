import type { Call, Reply } from '../protocol/tasks.js';

/** From the page to the program: a call, or a piece of a file that was asked for. */
export type ToProgram = Call | Piece;

/** An answer to {@link PieceWanted}. */
export type Piece =
  | { readonly piece: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly piece: number; readonly fault: string };

/** From the program to the page. */
export type ToPage = Reply | PieceWanted;

/** Asks for bytes of a file that a call holds, while that is under way. */
export interface PieceWanted {
  /** The number of the question. */
  readonly piece: number;
  /** The number of the file. */
  readonly file: number;
  readonly start: number;
  readonly end: number;
}
