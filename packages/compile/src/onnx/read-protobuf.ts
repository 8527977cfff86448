/** A field of a protocol buffer message, as it lies in its bytes. */
export interface Field {
  readonly number: number;
  /** All of it, its number included. */
  readonly whole: Uint8Array;
  /** What a text, bytes or a message holds. */
  readonly contents?: Uint8Array | undefined;
}

/**
 * The fields of a message, in their order, without a copy.
 * @throws Error where the bytes end within a field.
 */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length; ) {
    const begin = at;
    const tag = varintAt(bytes, at);
    at = tag.end;
    let contents: Uint8Array | undefined;
    const wire = tag.value & 7;
    if (wire === 0) at = varintAt(bytes, at).end;
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const { value, end } = varintAt(bytes, at);
      at = end + value;
      contents = bytes.subarray(end, at);
    } else throw new Error(`a protocol buffer has no wire type ${wire}`);
    if (at > bytes.length) throw new Error('a protocol buffer ends within a field');
    fields.push({ number: Math.floor(tag.value / 8), whole: bytes.subarray(begin, at), contents });
  }
  return fields;
}

/** A whole number, exact up to 2^53; ten bytes at most. */
function varintAt(bytes: Uint8Array, begin: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[begin + i];
    if (byte === undefined) break;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value, end: begin + i + 1 };
  }
  throw new Error('a protocol buffer ends within a number');
}
