import { InputError } from '@audiate/protocol';
import type { RenderState } from '../state.js';

/** Names the format, so that other files in safetensors' layout are refused. */
const FORMAT = 'audiate state 1';
/** A header of a longer state than a million steps of one term. */
const MAX_HEADER_BYTES = 2 ** 30;
const PREFIX_BYTES = 8;

/**
 * A state as the bytes of a safetensors file: its float32 arrays as tensors `0`, `1` …, all else as JSON in the file's
 * metadata, where an array stands as `{ "$array": n }` and a number that JSON lacks as `{ "$number": "NaN" }`.
 */
export function stateToBytes(state: RenderState): Uint8Array {
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
    return [String(i), entry] as const;
  });
  const head = JSON.stringify({ __metadata__: { format: FORMAT, state: json }, ...Object.fromEntries(tensors) });
  const header = new TextEncoder().encode(head);
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
  return bytes;
}

/** @throws InputError for bytes that {@link stateToBytes} did not make. */
export function stateFromBytes(bytes: Uint8Array): RenderState {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const length = Number(view.getBigUint64(0, true));
    if (length > Math.min(MAX_HEADER_BYTES, bytes.length - PREFIX_BYTES)) throw new Error('it is cut short');
    const body = bytes.subarray(PREFIX_BYTES + length);
    const { __metadata__: told, ...tensors } = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + length)),
    );
    if (told?.format !== FORMAT) throw new Error(`its format is not "${FORMAT}"`);
    const arrays = Object.values(tensors).map((tensor) => readArray(body, tensor as Tensor));
    return JSON.parse(told.state, (_, value) => {
      if (value === null || typeof value !== 'object') return value;
      if (Object.hasOwn(value, '$number')) return Number(value.$number);
      if (!Object.hasOwn(value, '$array')) return value;
      const found = arrays[value.$array];
      if (found) return found;
      throw new Error('it names an array that it does not hold');
    });
  } catch (error) {
    throw new InputError(`this is no state that saveState wrote: ${(error as Error).message}`, { cause: error });
  }
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
