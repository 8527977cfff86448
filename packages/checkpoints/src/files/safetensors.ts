import { InputError, show } from '@audiate/protocol';
import type { ByteSource } from './byte-source.js';
import { checkFloatType, decode } from './decode.js';
import { parseSafetensorsHeader, type TensorEntry } from './safetensors-header.js';
import type { TensorFile } from './tensor-file.js';

/** An open safetensors file: its header is checked, its tensors are read when asked for. */
export interface Safetensors extends TensorFile {
  readonly entries: ReadonlyMap<string, TensorEntry>;
}

/** The format's own limit (safetensors 0.8), so that a lying length cannot ask for gigabytes. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * Opens a file of the safetensors format: 8 bytes header length (little-endian), header (JSON), data.
 * @param name what errors call the file.
 * @throws InputError for a file that is truncated or whose header is not sound.
 */
export async function openSafetensors(source: ByteSource, name = 'model.safetensors'): Promise<Safetensors> {
  if (source.size < 8) {
    throw new InputError(`${name} is truncated: it has ${source.size} bytes, its header length alone takes 8`);
  }
  const start = await source.read(0, 8);
  const headerBytes = Number(new DataView(start.buffer, start.byteOffset, 8).getBigUint64(0, true));
  if (headerBytes > MAX_HEADER_BYTES) {
    throw new InputError(
      `${name} claims a header of ${headerBytes} bytes, above the format's limit of ${MAX_HEADER_BYTES}; it is damaged or of another format`,
    );
  }
  if (headerBytes > source.size - 8) {
    throw new InputError(`${name} is truncated: its header takes ${headerBytes} bytes, ${source.size - 8} are there`);
  }
  const dataStart = 8 + headerBytes;
  const entries = parseSafetensorsHeader(await source.read(8, headerBytes), source.size - dataStart, name);
  const find = (tensor: string): TensorEntry => {
    const entry = entries.get(tensor);
    if (!entry) throw new InputError(`${name} has no tensor ${show(tensor)}`);
    return entry;
  };
  return {
    name,
    entries,
    has: (tensor) => entries.has(tensor),
    names: () => [...entries.keys()],
    shape: async (tensor) => find(tensor).shape,
    async read(tensor) {
      const { dtype, begin, end } = find(tensor);
      const type = checkFloatType(`tensor ${show(tensor)} of ${name}`, dtype);
      return decode(await source.read(dataStart + begin, end - begin), type);
    },
  };
}
