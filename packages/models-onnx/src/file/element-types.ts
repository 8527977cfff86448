/** What a value's numbers are to an operator: fractions, whole numbers, or yes and no. */
export type Type = 'float' | 'int' | 'bool';

/** Numbers of a constant, row-major; whole numbers of 64 bits are rounded above 2⁵³. */
export type Numbers = Float32Array | Float64Array | Int32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

/** How ONNX's element types (TensorProto.DataType) are read. */
interface ElementType {
  readonly name: string;
  readonly type: Type;
  /** Bytes of a number in raw_data. */
  readonly bytes: number;
  /** Little-endian bytes, a copy of whose own begins at 0. */
  read(buffer: ArrayBuffer): Numbers;
}

const ELEMENT_TYPES: Readonly<Record<number, ElementType>> = {
  1: { name: 'float', type: 'float', bytes: 4, read: (buffer) => new Float32Array(buffer) },
  2: { name: 'uint8', type: 'int', bytes: 1, read: (buffer) => new Uint8Array(buffer) },
  3: { name: 'int8', type: 'int', bytes: 1, read: (buffer) => new Int8Array(buffer) },
  4: { name: 'uint16', type: 'int', bytes: 2, read: (buffer) => new Uint16Array(buffer) },
  5: { name: 'int16', type: 'int', bytes: 2, read: (buffer) => new Int16Array(buffer) },
  6: { name: 'int32', type: 'int', bytes: 4, read: (buffer) => new Int32Array(buffer) },
  7: { name: 'int64', type: 'int', bytes: 8, read: (buffer) => Float64Array.from(new BigInt64Array(buffer), Number) },
  9: { name: 'bool', type: 'bool', bytes: 1, read: (buffer) => new Uint8Array(buffer).map((byte) => (byte ? 1 : 0)) },
  10: { name: 'float16', type: 'float', bytes: 2, read: (buffer) => fromHalf(new Uint16Array(buffer)) },
  11: { name: 'double', type: 'float', bytes: 8, read: (buffer) => Float32Array.from(new Float64Array(buffer)) },
  12: { name: 'uint32', type: 'int', bytes: 4, read: (buffer) => Float64Array.from(new Uint32Array(buffer)) },
  13: {
    name: 'uint64',
    type: 'int',
    bytes: 8,
    read: (buffer) => Float64Array.from(new BigUint64Array(buffer), Number),
  },
  16: { name: 'bfloat16', type: 'float', bytes: 2, read: (buffer) => fromBrainFloat(new Uint16Array(buffer)) },
};

/** How numbers of a type are read; undefined for texts, complex numbers and the small floats and integers of 2 to 8 bits. */
export function elementType(dataType: number): ElementType | undefined {
  return Object.hasOwn(ELEMENT_TYPES, dataType) ? ELEMENT_TYPES[dataType] : undefined;
}

/** Numbers as an operator's type keeps them; those of float are rounded to float32. */
export function numbersOf(type: Type, values: ArrayLike<number>): Numbers {
  if (type === 'float') return values instanceof Float32Array ? values : Float32Array.from(values);
  return type === 'bool' ? Uint8Array.from(values) : Float64Array.from(values);
}

/** IEEE 754 binary16: 1 sign, 5 exponent (bias 15) and 10 fraction bits. */
export function fromHalf(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (half) => {
    const [sign, exponent, fraction] = [half & 0x8000 ? -1 : 1, (half >> 10) & 31, half & 1023];
    if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
  });
}

/** The upper half of a float32. */
export function fromBrainFloat(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
  return new Float32Array(bits.buffer);
}
