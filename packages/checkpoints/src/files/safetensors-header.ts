import { InputError, show } from '@audiate/protocol';
import { duplicateKey } from './duplicate-key.js';
import { isObject } from './json.js';

/** What a safetensors header says of one tensor. */
export interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte, counted from the end of the header. */
  readonly begin: number;
  /** One past the last byte. */
  readonly end: number;
}

/** Bits of one number of each type of the format, as of safetensors 0.8; types of less than a byte are packed. */
const BITS: Readonly<Record<string, number>> = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  U16: 16,
  I16: 16,
  F16: 16,
  BF16: 16,
  U32: 32,
  I32: 32,
  F32: 32,
  U64: 64,
  I64: 64,
  F64: 64,
  C64: 64,
};

/**
 * Reads and checks a safetensors header, as hostile input: the tensors that it names lie within the data, side by side,
 * without overlap or gap, each as long as its type and shape say.
 * @param header the JSON between the 8 bytes of its length and the data. @param dataBytes bytes after the header.
 * @param file what errors call the file.
 * @throws InputError naming the tensor and what is wrong with it.
 */
export function parseSafetensorsHeader(header: Uint8Array, dataBytes: number, file: string): Map<string, TensorEntry> {
  const entries = new Map<string, TensorEntry>();
  for (const [name, value] of Object.entries(parseObject(header, file))) {
    if (name === '__metadata__') checkMetadata(value, file);
    else entries.set(name, parseEntry(name, value, dataBytes, file));
  }
  checkLayout(entries, dataBytes, file);
  return entries;
}

function parseObject(header: Uint8Array, file: string): object {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(header);
    value = JSON.parse(text);
  } catch {
    throw new InputError(`the header of ${file} is not JSON text; the file is damaged or of another format`);
  }
  if (!isObject(value) || !text.startsWith('{')) {
    throw new InputError(`the header of ${file} must be a JSON object, got ${show(value)}`);
  }
  const twice = duplicateKey(text);
  if (twice !== undefined) throw new InputError(`the header of ${file} gives ${show(twice)} twice`);
  return value;
}

function checkMetadata(value: unknown, file: string): void {
  if (isObject(value) && Object.values(value).every((entry) => typeof entry === 'string')) return;
  throw new InputError(`"__metadata__" in the header of ${file} must be an object of strings`);
}

function parseEntry(name: string, value: unknown, dataBytes: number, file: string): TensorEntry {
  const tensor = `tensor ${show(name)} of ${file}`;
  if (!isObject(value)) throw new InputError(`${tensor} must be described by an object, got ${show(value)}`);
  const { dtype, shape, data_offsets: offsets } = value;
  const bits = typeof dtype === 'string' && Object.hasOwn(BITS, dtype) ? BITS[dtype]! : 0;
  if (bits === 0) throw new InputError(`${tensor} has the unknown dtype ${show(dtype)}`);
  if (!isCounts(shape)) throw new InputError(`${tensor} has a shape that is not a list of whole numbers`);
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!) {
    throw new InputError(`${tensor} must have data_offsets [begin, end] with begin ≤ end`);
  }
  const [begin, end] = offsets as [number, number];
  if (end > dataBytes) {
    throw new InputError(`${tensor} ends at byte ${end} of ${dataBytes}; the file is truncated or its header lies`);
  }
  const numbers = shape.reduce((product, extent) => product * extent, 1);
  if (!Number.isSafeInteger(numbers * bits) || numbers * bits !== (end - begin) * 8) {
    throw new InputError(`${tensor} has ${end - begin} bytes, which is not what ${dtype} of shape [${shape}] takes`);
  }
  return { dtype: dtype as string, shape, begin, end };
}

function checkLayout(entries: Map<string, TensorEntry>, dataBytes: number, file: string): void {
  let position = 0;
  const inOrder = [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  for (const [name, { begin, end }] of inOrder) {
    if (begin !== position) {
      const fault = begin < position ? 'overlaps the tensor before it' : 'leaves a gap after the tensor before it';
      throw new InputError(`tensor ${show(name)} of ${file} ${fault}`);
    }
    position = end;
  }
  if (position !== dataBytes) {
    throw new InputError(`${file} has ${dataBytes - position} bytes that belong to no tensor`);
  }
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry) && entry >= 0);
}
