import { joinBytes } from '@audiate/protocol';

/** Writes protocol buffer messages: the wire format, as far as an ONNX model needs it. */
export interface Message {
  /** A whole number, negative ones as 64-bit two's complement. */
  integer(field: number, value: number | bigint): void;
  float(field: number, value: number): void;
  text(field: number, value: string): void;
  bytes(field: number, value: Uint8Array): void;
  message(field: number, value: Message): void;
  /** Whole numbers packed into one field. */
  integers(field: number, values: Iterable<number | bigint>): void;
  /** A field as it lies in another message, its number included. */
  raw(field: Uint8Array): void;
  readonly parts: readonly Uint8Array[];
  byteLength(): number;
}

const VARINT = 0;
const DELIMITED = 2;
const FIXED32 = 5;

/** An empty message. Bytes given to it are referred to, not copied, until it is joined. */
export function createMessage(): Message {
  const parts: Uint8Array[] = [];
  let length = 0;
  const push = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
  };
  const header = (field: number, wire: number) => push(varint(field * 8 + wire));
  const self: Message = {
    parts,
    raw: push,
    byteLength: () => length,
    integer(field, value) {
      header(field, VARINT);
      push(varint(value));
    },
    float(field, value) {
      header(field, FIXED32);
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setFloat32(0, value, true);
      push(bytes);
    },
    text: (field, value) => self.bytes(field, new TextEncoder().encode(value)),
    bytes(field, value) {
      header(field, DELIMITED);
      push(varint(value.length));
      push(value);
    },
    message(field, value) {
      header(field, DELIMITED);
      push(varint(value.byteLength()));
      for (const part of value.parts) push(part);
    },
    integers(field, values) {
      self.bytes(field, joinBytes([...values].map(varint)));
    },
  };
  return self;
}

function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
