import { InputError, listChoices, show } from '@audiate/protocol';
import type { ByteSource } from './byte-source.js';
import { decode, FLOAT_TYPES, type FloatType } from './decode.js';
import { parseSafetensorsHeader, type TensorEntry } from './safetensors-header.js';

/** An open safetensors file: its header is checked, its tensors are read when asked for. */
export interface Safetensors {
  readonly entries: ReadonlyMap<string, TensorEntry>;
  /**
   * The numbers of a tensor, row-major, as float32: a view on the source's bytes for aligned F32.
   * @throws InputError for a dtype other than F32, F16 and BF16, or a name that is not among the entries.
   */
  read(name: string): Promise<Float32Array>;
}

/** The format's own limit (safetensors 0.8), so that a lying length cannot ask for gigabytes. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * Opens a file of the safetensors format: 8 bytes header length (little-endian), header (JSON), data.
 * @throws InputError for a file that is truncated or whose header is not sound.
 */
export async function openSafetensors(source: ByteSource): Promise<Safetensors> {
  if (source.size < 8) {
    throw new InputError(
      `model.safetensors is truncated: it has ${source.size} bytes, its header length alone takes 8`,
    );
  }
  const start = await source.read(0, 8);
  const headerBytes = Number(new DataView(start.buffer, start.byteOffset, 8).getBigUint64(0, true));
  if (headerBytes > MAX_HEADER_BYTES) {
    throw new InputError(
      `model.safetensors claims a header of ${headerBytes} bytes, above the format's limit of ${MAX_HEADER_BYTES}; it is damaged or of another format`,
    );
  }
  if (headerBytes > source.size - 8) {
    throw new InputError(
      `model.safetensors is truncated: its header takes ${headerBytes} bytes, ${source.size - 8} are there`,
    );
  }
  const dataStart = 8 + headerBytes;
  const entries = parseSafetensorsHeader(await source.read(8, headerBytes), source.size - dataStart);
  return {
    entries,
    async read(name) {
      const entry = entries.get(name);
      if (!entry) throw new InputError(`model.safetensors has no tensor ${show(name)}`);
      const { dtype, begin, end } = entry;
      if (!isFloatType(dtype)) {
        throw new InputError(
          `tensor ${show(name)} of model.safetensors has dtype ${dtype}; choose from ${listChoices(FLOAT_TYPES)}`,
        );
      }
      return decode(await source.read(dataStart + begin, end - begin), dtype);
    },
  };
}

function isFloatType(dtype: string): dtype is FloatType {
  return (FLOAT_TYPES as readonly string[]).includes(dtype);
}
