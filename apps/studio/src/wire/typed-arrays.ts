const ARRAYS = [
  Uint8Array,
  Float32Array,
  Float64Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
] as const;

/** The bytes of a typed array, its kind before them. @throws Error for views that are none, as DataView. */
export function bytesOfArray(view: ArrayBufferView): Uint8Array<ArrayBuffer> {
  const kind = ARRAYS.findIndex((one) => view instanceof one);
  if (kind < 0) throw new Error(`a ${view.constructor.name} can't be sent`);
  const bytes = new Uint8Array(1 + view.byteLength);
  bytes[0] = kind;
  bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), 1);
  return bytes;
}

/** The typed array, in memory of its own. @throws Error for what {@link bytesOfArray} did not write. */
export function arrayOfBytes(bytes: Uint8Array): ArrayBufferView<ArrayBuffer> {
  const ArrayOfKind = ARRAYS[bytes[0] ?? -1];
  const length = (bytes.length - 1) / (ArrayOfKind?.BYTES_PER_ELEMENT ?? 1);
  if (!ArrayOfKind || !Number.isInteger(length)) throw new Error('a typed array of no kind');
  return new ArrayOfKind(bytes.slice(1).buffer, 0, length);
}
