import { InputError, listChoices } from '@audiate/protocol';

/** The number formats that {@link decode} reads. */
export const FLOAT_TYPES = ['F32', 'F64', 'F16', 'BF16'] as const;

/** One of them. */
export type FloatType = (typeof FLOAT_TYPES)[number];

/** @throws InputError for a type that {@link decode} does not read. */
export function checkFloatType(tensor: string, dtype: string): FloatType {
  const type = FLOAT_TYPES.find((known) => known === dtype);
  if (type) return type;
  throw new InputError(`${tensor} has dtype ${dtype}; choose from ${listChoices(FLOAT_TYPES)}`);
}

/** Little-endian numbers as float32: F64 rounded, the others exactly. F32 is a view on the bytes where they are aligned to four, else a copy. */
export function decode(bytes: Uint8Array, type: FloatType): Float32Array {
  if (type === 'F32') {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
    return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
  }
  if (type === 'F64') {
    const aligned = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
    return Float32Array.from(new Float64Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 8));
  }
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
  const halves = new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
  return type === 'F16' ? fromHalf(halves) : fromBrainFloat(halves);
}

/** IEEE 754 binary16: 1 sign, 5 exponent (bias 15) and 10 fraction bits. */
function fromHalf(halves: Uint16Array): Float32Array {
  const out = new Float32Array(halves.length);
  const bits = new Uint32Array(out.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i]!;
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) out[i] = (sign < 0 ? -fraction : fraction) * 2 ** -24;
    else bits[i] = sign | ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13);
  }
  return out;
}

/** bfloat16: the upper half of a float32. */
function fromBrainFloat(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
  return new Float32Array(bits.buffer);
}
