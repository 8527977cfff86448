import { PIECE_BYTES } from './limits.js';

/** Bytes of a file that lies elsewhere, from `start` to `end`. */
export type Read = (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>;

interface Place {
  readonly name: string;
  readonly read: Read;
  readonly start: number;
  readonly end: number;
}

/** A file whose bytes are asked for when they are read, piece by piece: `arrayBuffer`, `text` and `slice`, as far as the studio reads files. */
export class RemoteFile extends File {
  readonly #place: Place;

  /** @param place where it begins and ends in what is asked for. */
  constructor(place: Place) {
    super([], place.name);
    this.#place = place;
  }

  override get size(): number {
    return this.#place.end - this.#place.start;
  }

  override slice(from = 0, to = this.size): RemoteFile {
    const { start } = this.#place;
    const inside = (at: number) => start + Math.min(Math.max(at < 0 ? this.size + at : at, 0), this.size);
    return new RemoteFile({ ...this.#place, start: inside(from), end: Math.max(inside(from), inside(to)) });
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const { read, start, end } = this.#place;
    const bytes = new Uint8Array(end - start);
    for (let at = start; at < end; at += PIECE_BYTES) {
      const piece = await read(at, Math.min(end, at + PIECE_BYTES));
      if (piece.length !== Math.min(end, at + PIECE_BYTES) - at)
        throw new Error(`${this.name} has changed; drop it again`);
      bytes.set(piece, at - start);
    }
    return bytes.buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer());
  }

  override stream(): never {
    throw new Error('a file of the page is read by pieces');
  }
}
