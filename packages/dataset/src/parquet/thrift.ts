/** What a field of Thrift's compact protocol holds, as far as Parquet uses it. */
export type ThriftValue = boolean | number | bigint | Uint8Array | readonly ThriftValue[] | ThriftStruct;

/** Fields by their numbers. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

/** Deeper than Parquet's own structs. */
const MAX_DEPTH = 16;
/** Bytes of a varint: 5 hold 32 bits, 10 hold 64. */
const MAX_VARINT = { int: 5, long: 10 } as const;

enum Type {
  Stop = 0,
  True = 1,
  False = 2,
  Byte = 3,
  Int16 = 4,
  Int32 = 5,
  Int64 = 6,
  Double = 7,
  Binary = 8,
  List = 9,
  Struct = 12,
}

/**
 * Reads a struct of Thrift's compact protocol with every length checked against the bytes at hand before anything is made of
 * it: what passes costs any other reader no more than its bytes, either. Numbers come out as hyparquet reads them.
 * @param most values that are read at most, structs and lists among them.
 * @returns the struct, and where it ends.
 * @throws Error for bytes that end within, lengths beyond them, numbers of too many bytes, and too much of anything.
 */
export function readThrift(
  bytes: Uint8Array,
  start: number,
  most: number,
): { readonly fields: ThriftStruct; readonly end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [at, met] = [start, 0];
  const need = (length: number): number => {
    if (length < 0 || at + length > bytes.length) throw new Error('a header ends within its bytes');
    at += length;
    return at - length;
  };
  const int = (): number => {
    let value = 0;
    for (let i = 0; i < MAX_VARINT.int; i++) {
      const byte = bytes[need(1)]!;
      value |= (byte & 0x7f) << (7 * i);
      if (byte < 0x80) return value;
    }
    throw new Error('a number of a header has too many bytes');
  };
  const zigzag = (): number => {
    const value = int();
    return (value >>> 1) ^ -(value & 1);
  };
  const long = (): bigint => {
    let value = 0n;
    for (let i = 0; i < MAX_VARINT.long; i++) {
      const byte = bytes[need(1)]!;
      value |= BigInt(byte & 0x7f) << BigInt(7 * i);
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw new Error('a number of a header has too many bytes');
  };
  const list = (depth: number): ThriftValue[] => {
    const head = bytes[need(1)]!;
    const length = head >> 4 === 15 ? int() : head >> 4;
    // Each takes a byte at least.
    if (length < 0 || length > bytes.length - at) throw new Error(`a header has a list of ${length >>> 0}`);
    const type = head & 0x0f;
    if (depth > MAX_DEPTH) throw new Error('a header is nested too deep');
    const isBoolean = type === Type.True || type === Type.False;
    return Array.from({ length }, () => (isBoolean ? element(Type.Byte, depth) === 1 : element(type, depth)));
  };
  const element = (type: number, depth: number): ThriftValue => {
    if (++met > most) throw new Error(`a header has more than ${most} parts`);
    if (type === Type.True) return true;
    if (type === Type.False) return false;
    if (type === Type.Byte) return view.getInt8(need(1));
    if (type === Type.Int16 || type === Type.Int32) return zigzag();
    if (type === Type.Int64) return long();
    if (type === Type.Double) return view.getFloat64(need(8), true);
    if (type === Type.List) return list(depth + 1);
    if (type === Type.Struct) return struct(depth + 1);
    if (type !== Type.Binary) throw new Error(`a header has a field of the unknown type ${type}`);
    const length = int();
    const from = need(length);
    return bytes.subarray(from, from + length);
  };
  const struct = (depth: number): ThriftStruct => {
    if (depth > MAX_DEPTH) throw new Error('a header is nested too deep');
    const fields = new Map<number, ThriftValue>();
    for (let id = 0; ; ) {
      const head = bytes[need(1)]!;
      if ((head & 0x0f) === Type.Stop) return fields;
      id = head >> 4 ? id + (head >> 4) : zigzag();
      fields.set(id, element(head & 0x0f, depth));
    }
  };
  return { fields: struct(0), end: at };
}

/** A struct that a field holds. @throws Error where it holds none. */
export function structAt(fields: ThriftStruct, id: number, what: string): ThriftStruct {
  const value = fields.get(id);
  if (value instanceof Map) return value as ThriftStruct;
  throw new Error(`${what} is missing`);
}

/** Structs that a field lists. @throws Error where it lists none. */
export function structsAt(fields: ThriftStruct, id: number, what: string): readonly ThriftStruct[] {
  const value = fields.get(id);
  if (Array.isArray(value) && value.every((one) => one instanceof Map)) return value as readonly ThriftStruct[];
  throw new Error(`${what} are missing`);
}

/** A whole number from 0 to `most` that a field holds. @throws Error where it holds none, or another. */
export function countAt(fields: ThriftStruct, id: number, { what, most }: { what: string; most: number }): number {
  const value = fields.get(id);
  const count = typeof value === 'bigint' ? Number(value) : value;
  if (typeof count === 'number' && count >= 0 && count <= most) return count;
  throw new Error(`${what} is ${count === undefined ? 'missing' : `${String(value)}, at most ${most} can be`}`);
}
