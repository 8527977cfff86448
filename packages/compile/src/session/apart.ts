import type { External } from '../onnx/messages.js';

/** Writes a model by what it is given for its large weights. */
export type Encode = (external: External) => Uint8Array;

/** What a model calls the file of its weights. */
export const WEIGHTS = 'weights.bin';

/** A model whose large weights travel beside it. */
export interface Apart {
  readonly model: Uint8Array;
  readonly weights: Weights;
}

/** Weights as one file in memory. */
export interface Weights {
  /** What the model calls the file. */
  readonly location: string;
  readonly size: number;
  /** What stands where in it; read when its turn comes. */
  readonly parts: readonly { readonly begin: number; read(): Uint8Array }[];
}

/**
 * Encodes a model without its large weights.
 * @param alignment of where each begins, in bytes; unless given, numbers of any kind may be read where they stand.
 */
export function encodeApart(encode: Encode, alignment = ALIGNMENT): Apart {
  const parts: { begin: number; read(): Uint8Array }[] = [];
  let size = 0;
  const append: External['append'] = (length, read) => {
    const begin = Math.ceil(size / alignment) * alignment;
    size = begin + length;
    parts.push({ begin, read });
    return begin;
  };
  const model = encode({ location: WEIGHTS, append });
  return { model, weights: { location: WEIGHTS, size, parts } };
}

/** The longest number's. */
const ALIGNMENT = 8;

/** So much is copied at a time: a few ms. */
const PIECE = 4 * 2 ** 20;

/** The weights in pieces that can be moved, each a copy. */
export function* piecesOf({ parts }: Weights): Generator<{ begin: number; bytes: Uint8Array<ArrayBuffer> }> {
  for (const { begin, read } of parts) {
    const bytes = read();
    for (let done = 0; done < bytes.length; done += PIECE) {
      yield { begin: begin + done, bytes: new Uint8Array(bytes.subarray(done, done + PIECE)) };
    }
  }
}
