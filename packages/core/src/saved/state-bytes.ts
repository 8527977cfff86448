import { sha256 } from '@audiate/media';
import { InputError } from '@audiate/protocol';
import type { RenderState } from '../record/state.js';

/** Names the format, so that other files in safetensors' layout are refused. */
const FORMAT = 'audiate state 3';
/** The format before it, which is read, too: it calls the restarts before the present one `finished`. */
const BEFORE = 'audiate state 2';
/** The first format, which had no checksum. */
const UNCHECKED = 'audiate state 1';
/** A header of a longer state than a million steps of one term. */
const MAX_HEADER_BYTES = 2 ** 30;
const PREFIX_BYTES = 8;
/** A state's header begins so; then follows the checksum, at the same byte of every file. */
const OPENING = `{"__metadata__":{"format":"${FORMAT}","sha256":"`;
/** What the checksum is taken with in its stead. */
const BLANK = '0'.repeat(64);
const CHECKSUM_AT = PREFIX_BYTES + OPENING.length;

/**
 * A state as the bytes of a safetensors file: its float32 arrays as tensors `0`, `1` …, all else as JSON in the file's
 * metadata, where an array stands as `{ "$array": n }` and a number that JSON lacks as `{ "$number": "NaN" }`. The
 * metadata also holds the SHA-256 of the whole file, taken with 64 zeros in the stead of the checksum.
 */
export async function stateToBytes(state: RenderState): Promise<Uint8Array> {
  const arrays = new Map<Float32Array, number>();
  const json = JSON.stringify(state, (_, value) => {
    if (value instanceof Float32Array) {
      if (!arrays.has(value)) arrays.set(value, arrays.size);
      return { $array: arrays.get(value) };
    }
    const told = typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0));
    return told ? value : { $number: Object.is(value, -0) ? '-0' : String(value) };
  });
  let end = 0;
  const tensors = [...arrays.keys()].map(({ length, byteLength }, i) => {
    const entry = { dtype: 'F32', shape: [length], data_offsets: [end, end + byteLength] };
    end += byteLength;
    return { [i]: entry };
  });
  // By hand, since JSON.stringify would put the tensors, whose names are numbers, first.
  const rest = JSON.stringify({ state: json }).slice(1);
  const head = [`${OPENING}${BLANK}",${rest}`, ...tensors.map((tensor) => JSON.stringify(tensor).slice(1, -1))];
  const header = new TextEncoder().encode(`${head.join(',')}}`);
  const padding = -header.length & 7;
  const bytes = new Uint8Array(PREFIX_BYTES + header.length + padding + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length + padding), true);
  bytes.set(header, PREFIX_BYTES);
  bytes.fill(0x20, PREFIX_BYTES + header.length, PREFIX_BYTES + header.length + padding);
  let at = bytes.length - end;
  for (const array of arrays.keys()) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  putText(bytes, CHECKSUM_AT, await sha256(bytes));
  return bytes;
}

/** @throws InputError for bytes that {@link stateToBytes} did not make, or that changed since, be it by one bit. */
export async function stateFromBytes(bytes: Uint8Array): Promise<RenderState> {
  try {
    await checkWhole(bytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const length = Number(view.getBigUint64(0, true));
    if (length > Math.min(MAX_HEADER_BYTES, bytes.length - PREFIX_BYTES)) throw new Error('it is cut short');
    const body = bytes.subarray(PREFIX_BYTES + length);
    const { __metadata__: told, ...tensors } = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + length)),
    );
    const arrays = Object.values(tensors).map((tensor) => readArray(body, tensor as Tensor));
    const state = JSON.parse(told.state, (_, value) => {
      if (value === null || typeof value !== 'object') return value;
      if (Object.hasOwn(value, '$number')) return Number(value.$number);
      if (!Object.hasOwn(value, '$array')) return value;
      const found = arrays[value.$array];
      if (found) return found;
      throw new Error('it names an array that it does not hold');
    });
    if (told.format !== BEFORE) return state;
    const { finished, ...rest } = state;
    return { ...rest, restarts: finished };
  } catch (error) {
    throw new InputError(`this is no state that saveState wrote: ${(error as Error).message}`, { cause: error });
  }
}

/** @throws Error that says which bytes are not those that were written. */
async function checkWhole(bytes: Uint8Array): Promise<void> {
  const opening = textAt(bytes, PREFIX_BYTES, OPENING.length);
  if (opening !== OPENING && opening !== OPENING.replace(FORMAT, BEFORE)) {
    const old = opening.includes(UNCHECKED);
    throw new Error(
      old
        ? 'an earlier version wrote it without a checksum; finish it with that version, or begin the render anew'
        : `its format is not "${FORMAT}"`,
    );
  }
  const told = textAt(bytes, CHECKSUM_AT, BLANK.length);
  const blanked = Uint8Array.from(bytes);
  if (blanked.length >= CHECKSUM_AT + BLANK.length) putText(blanked, CHECKSUM_AT, BLANK);
  if ((await sha256(blanked)) !== told) throw new Error('it is damaged: its checksum differs');
}

/** ASCII; other bytes become other characters. */
function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function putText(bytes: Uint8Array, at: number, text: string): void {
  bytes.set(new TextEncoder().encode(text), at);
}

interface Tensor {
  readonly dtype: string;
  readonly data_offsets: readonly [number, number];
}

function readArray(body: Uint8Array, { dtype, data_offsets: [begin, end] }: Tensor): Float32Array {
  const whole = Number.isSafeInteger(begin) && begin >= 0 && end <= body.length && (end - begin) % 4 === 0;
  if (dtype !== 'F32' || !whole) throw new Error('an array lies outside of it');
  return new Float32Array(Uint8Array.from(body.subarray(begin, end)).buffer);
}
