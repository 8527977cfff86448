import { InputError } from '@audiate/protocol';

/** The fields of one protocol buffer message by their numbers; what is absent is empty, as the format has it. */
export interface Fields {
  /** Bytes of the last such field; undefined where there is none. */
  bytes(field: number): Uint8Array | undefined;
  /** UTF-8 text. */
  text(field: number): string;
  texts(field: number): string[];
  /** A signed whole number of 64 bits; above 2⁵³ it is not exact. */
  integer(field: number): number;
  /** Packed or one by one. */
  integers(field: number): number[];
  float(field: number): number;
  floats(field: number): Float32Array;
  doubles(field: number): Float64Array;
  messages(field: number): Fields[];
  message(field: number): Fields | undefined;
}

/** Fields of one message beyond these are no model's: a constant's numbers are packed into one field. */
const MAX_FIELDS = 2 ** 22;
const [VARINT, FIXED64, DELIMITED, FIXED32] = [0, 1, 2, 5];

/**
 * Reads the fields of a message, without a copy of what they hold; messages within are read when they are asked for.
 * @param thing what errors call the bytes.
 * @throws InputError where a field ends behind the bytes, or has no wire type of protocol buffers.
 */
export function readFields(bytes: Uint8Array, thing: string): Fields {
  const found = new Map<number, { readonly wire: number; readonly begin: number; readonly end: number }[]>();
  const damaged = (why: string): never => {
    throw new InputError(`${thing} is no ONNX model, or damaged: ${why}`);
  };
  let at = 0;
  for (let count = 0; at < bytes.length; count++) {
    if (count > MAX_FIELDS) damaged(`a message has more than ${MAX_FIELDS} fields`);
    const [tag, begin] = readVarint(bytes, at, damaged);
    const wire = tag & 7;
    let [start, end] = [begin, begin];
    if (wire === VARINT) end = readVarint(bytes, begin, damaged)[1];
    else if (wire === FIXED64) end = begin + 8;
    else if (wire === FIXED32) end = begin + 4;
    else if (wire === DELIMITED) {
      const [length, from] = readVarint(bytes, begin, damaged);
      [start, end] = [from, from + length];
    } else damaged(`a field has the wire type ${wire}`);
    if (end > bytes.length || end < start) damaged('a field ends behind its message');
    const number = Math.floor(tag / 8);
    const list = found.get(number);
    if (list) list.push({ wire, begin: start, end });
    else found.set(number, [{ wire, begin: start, end }]);
    at = end;
  }
  const all = (field: number) => found.get(field) ?? [];
  const inside = (field: number) =>
    all(field).map(({ wire, begin, end }) =>
      wire === DELIMITED ? bytes.subarray(begin, end) : damaged(`field ${field} holds a number where bytes belong`),
    );
  const decoder = new TextDecoder();
  const numbers = (field: number, size: number) => {
    const parts = all(field).map(({ begin, end }) => bytes.subarray(begin, end));
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    if (length % size !== 0) damaged(`field ${field} has ${length} bytes, no multiple of ${size}`);
    const whole = new Uint8Array(length);
    let to = 0;
    for (const part of parts) {
      whole.set(part, to);
      to += part.length;
    }
    return whole.buffer;
  };
  const fields: Fields = {
    bytes: (field) => inside(field).at(-1),
    text: (field) => decoder.decode(inside(field).at(-1)),
    texts: (field) => inside(field).map((part) => decoder.decode(part)),
    integer: (field) => fields.integers(field).at(-1) ?? 0,
    integers: (field) =>
      all(field).flatMap(({ wire, begin, end }) => {
        if (wire === VARINT || wire === DELIMITED) return readIntegers(bytes.subarray(begin, end), damaged);
        return damaged(`field ${field} has the wire type ${wire}`);
      }),
    float: (field) => fields.floats(field).at(-1) ?? 0,
    floats: (field) => new Float32Array(numbers(field, 4)),
    doubles: (field) => new Float64Array(numbers(field, 8)),
    messages: (field) => inside(field).map((part) => readFields(part, thing)),
    message: (field) => fields.messages(field).at(-1),
  };
  return fields;
}

type Damaged = (why: string) => never;

function readIntegers(bytes: Uint8Array, damaged: Damaged): number[] {
  const values: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [value, end] = readVarint(bytes, at, damaged);
    values.push(value);
    at = end;
  }
  return values;
}

/** A number of at most ten bytes, as two's complement of 64 bits, and where it ends. */
function readVarint(bytes: Uint8Array, begin: number, damaged: Damaged): readonly [value: number, end: number] {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[begin + i];
    if (byte === undefined) break;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return [i < 7 ? value : exactly(bytes.subarray(begin, begin + i + 1)), begin + i + 1];
  }
  return damaged('it ends within a number');
}

function exactly(bytes: Uint8Array): number {
  const value = bytes.reduceRight((sum, byte) => (sum << 7n) | BigInt(byte & 127), 0n);
  return Number(BigInt.asIntN(64, value));
}
