import { checkNumber, InputError, show } from '@audiate/protocol';

/** An array of numbers, row-major, or a list of texts. */
export type NpyArray =
  | { readonly data: Float32Array | Float64Array | Int32Array | Uint8Array; readonly shape: readonly number[] }
  | readonly string[];

/** `\x93NUMPY`, version 1.0 (NumPy's documentation of its format, NEP 1). */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/** The header's length is a multiple of it, so that data can be mapped into memory. */
const ALIGNED = 64;
/** Its length is written in 16 bits. */
const MAX_HEADER = 65_535;

/**
 * The bytes of a `.npy` file, little-endian, in C order, of format version 1.0.
 * @throws InputError for a shape that does not hold as many numbers as there are.
 */
export function encodeNpy(array: NpyArray): Uint8Array {
  if (!('data' in array)) return file(textType(array), [array.length], textBytes(array));
  const { data, shape } = array;
  const type = typeOf(data);
  for (const extent of shape) checkNumber('an extent of an array', extent, { min: 0, integer: true });
  const count = shape.reduce((product, extent) => product * extent, 1);
  if (count !== data.length) {
    throw new InputError(`an array of shape (${shape.join(', ')}) holds ${count} numbers, got ${data.length}`);
  }
  return file(type, shape, littleEndian(data));
}

function typeOf(data: unknown): string {
  if (data instanceof Float32Array) return '<f4';
  if (data instanceof Float64Array) return '<f8';
  if (data instanceof Int32Array) return '<i4';
  if (data instanceof Uint8Array) return '|u1';
  throw new InputError(`an array must be of Float32Array, Float64Array, Int32Array or Uint8Array, got ${show(data)}`);
}

function file(type: string, shape: readonly number[], data: Uint8Array): Uint8Array {
  const extents = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': ${extents}, }`;
  const before = MAGIC.length + 2;
  const length = Math.ceil((before + text.length + 1) / ALIGNED) * ALIGNED - before;
  checkNumber('bytes of the header of an array', length, { max: MAX_HEADER });
  const bytes = new Uint8Array(before + length + data.length);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint16(MAGIC.length, length, true);
  bytes.set(new TextEncoder().encode(`${text.padEnd(length - 1)}\n`), before);
  bytes.set(data, before + length);
  return bytes;
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function littleEndian(data: Float32Array | Float64Array | Int32Array | Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (isLittleEndian || data.BYTES_PER_ELEMENT === 1) return bytes;
  const turned = bytes.slice();
  for (let at = 0; at < turned.length; at += data.BYTES_PER_ELEMENT) {
    turned.subarray(at, at + data.BYTES_PER_ELEMENT).reverse();
  }
  return turned;
}

/** NumPy keeps texts as characters of four bytes, each as long as the longest. */
function textType(texts: readonly string[]): string {
  return `<U${longest(texts)}`;
}

function textBytes(texts: readonly string[]): Uint8Array {
  const width = longest(texts);
  const bytes = new Uint8Array(4 * width * texts.length);
  const view = new DataView(bytes.buffer);
  for (const [row, text] of texts.entries()) {
    for (const [i, character] of [...text].entries())
      view.setUint32(4 * (row * width + i), character.codePointAt(0)!, true);
  }
  return bytes;
}

const longest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, [...text].length), 1);
