import { InputError, show } from '@audiate/protocol';
import { elementType, fromBrainFloat, fromHalf, type Numbers, numbersOf, type Type } from './element-types.js';
import { MAX_NUMBERS, MAX_RANK } from './limits.js';
import type { Fields } from './wire.js';

/** A constant of a model. */
export interface Constant {
  readonly type: Type;
  readonly shape: readonly number[];
  readonly data: Numbers;
}

/** Where the bytes of a constant lie beside the model. */
export interface External {
  /** As the file says it. */
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

/** A constant as the file has it: its numbers, or where they lie. */
export interface StoredConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly external?: External;
  /** @param bytes those that lie beside. @throws InputError for another number of bytes than the shape asks for. */
  read(bytes?: Uint8Array): Constant;
}

const DATA_FIELDS = { floats: 4, int32: 5, texts: 6, int64: 7, raw: 9, doubles: 10, uint64: 11, external: 13 } as const;

/**
 * A TensorProto. Its numbers are decoded by `read`.
 * @throws InputError for an element type that is not read here, a shape that is none, or a lying place.
 */
export function readTensor(fields: Fields, name = fields.text(8)): StoredConstant {
  const thing = `constant ${show(name)}`;
  const shape = fields.integers(1);
  const size = checkShape(thing, shape);
  const dataType = fields.integer(2);
  const element = elementType(dataType);
  if (!element) {
    throw new InputError(
      `${thing} has the element type ${dataType}; floats of 16 to 64 bits, integers of 8 to 64 bits and bools can be read`,
    );
  }
  const needed = size * element.bytes;
  const ofBytes = (bytes: Uint8Array): Constant => {
    if (bytes.length !== needed) {
      throw new InputError(
        `${thing} of shape [${shape}] (${element.name}) needs ${needed} bytes, but the file gives ${bytes.length}; it is damaged`,
      );
    }
    return { type: element.type, shape, data: element.read(ownBuffer(bytes)) };
  };
  if (fields.integer(14) === 1) {
    const external = readExternal(thing, fields, needed);
    return { name, shape, external, read: (bytes) => ofBytes(bytes ?? new Uint8Array()) };
  }
  const raw = fields.bytes(DATA_FIELDS.raw);
  if (raw) return { name, shape, read: () => ofBytes(raw) };
  return {
    name,
    shape,
    read() {
      const data = listed(fields, dataType);
      if (data.length === size) return { type: element.type, shape, data: numbersOf(element.type, data) };
      throw new InputError(
        `${thing} of shape [${shape}] needs ${size} numbers, but the file gives ${data.length}; it is damaged`,
      );
    },
  };
}

/**
 * How many numbers a shape holds.
 * @param most how many it may hold.
 * @throws InputError for a negative extent, or more axes or numbers than are allowed.
 */
export function checkShape(thing: string, shape: readonly number[], most = MAX_NUMBERS): number {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const whole = shape.every((extent) => Number.isInteger(extent) && extent >= 0);
  if (whole && shape.length <= MAX_RANK && size <= most) return size;
  throw new InputError(
    `${thing} has the shape [${shape.slice(0, MAX_RANK + 1)}]; at most ${MAX_RANK} axes and ${most} numbers are allowed, no extent negative`,
  );
}

/** Numbers that stand in a field of their type instead of in bytes; half floats as bits in whole numbers. */
function listed(fields: Fields, dataType: number): ArrayLike<number> {
  if (dataType === 1) return fields.floats(DATA_FIELDS.floats);
  if (dataType === 11) return fields.doubles(DATA_FIELDS.doubles);
  if (dataType === 7) return fields.integers(DATA_FIELDS.int64);
  if (dataType === 12 || dataType === 13) return fields.integers(DATA_FIELDS.uint64);
  const numbers = fields.integers(DATA_FIELDS.int32);
  if (dataType === 10) return fromHalf(Uint16Array.from(numbers));
  if (dataType === 16) return fromBrainFloat(Uint16Array.from(numbers));
  return numbers;
}

/** A place beside the model: the bytes that the shape asks for, wherever the length agrees. */
function readExternal(thing: string, fields: Fields, needed: number): External {
  const entries = new Map(fields.messages(DATA_FIELDS.external).map((entry) => [entry.text(1), entry.text(2)]));
  const location = entries.get('location') ?? '';
  const offset = wholeNumber(`the offset of ${thing}`, entries.get('offset') ?? '0');
  const length = wholeNumber(`the length of ${thing}`, entries.get('length') ?? String(needed));
  if (length !== needed) {
    throw new InputError(
      `${thing} of shape [${fields.integers(1)}] needs ${needed} bytes, but ${length} lie in ${show(location)}`,
    );
  }
  return { location, offset, length };
}

function wholeNumber(thing: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InputError(`${thing} must be a whole number of at most 15 digits, got ${show(text)}`);
}

/** The bytes in a buffer of their own, so that they begin at a multiple of their numbers' size. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  // not `slice`, of which Node's Buffer makes a view
  return (whole ? bytes : new Uint8Array(bytes)).buffer as ArrayBuffer;
}
