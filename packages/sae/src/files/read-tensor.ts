import type { TensorFile } from '@audiate/checkpoints';
import { InputError, show } from '@audiate/protocol';

/** Reads named numbers of one file. */
export interface TensorReader {
  has(name: string): boolean;
  /**
   * @throws InputError naming the file, where there is no such tensor or one of another shape.
   */
  read(name: string, shape: readonly number[]): Promise<Float32Array>;
  /** Undefined where there is no such tensor. */
  readOptional(name: string, shape: readonly number[]): Promise<Float32Array | undefined>;
  /**
   * The extents of a matrix.
   * @throws InputError where there is none of that name.
   */
  matrix(name: string): Promise<readonly [number, number]>;
}

/** @param signal rejects the next read with its reason. */
export function tensorReader(file: TensorFile, signal: AbortSignal | undefined): TensorReader {
  const find = (name: string) => {
    if (file.has(name)) return name;
    const names = file.names();
    const some = names.slice(0, 8).map(show).join(', ') + (names.length > 8 ? ' …' : '');
    throw new InputError(`${file.name} has no tensor ${show(name)}; it has ${some || 'none'}`);
  };
  const read: TensorReader['read'] = async (name, shape) => {
    signal?.throwIfAborted();
    const actual = await file.shape(find(name));
    if (actual.join() !== shape.join()) {
      throw new InputError(`tensor ${show(name)} of ${file.name} has the shape [${actual}], not [${shape}]`);
    }
    return file.read(name);
  };
  return {
    has: (name) => file.has(name),
    read,
    readOptional: async (name, shape) => (file.has(name) ? read(name, shape) : undefined),
    async matrix(name) {
      const shape = await file.shape(find(name));
      if (shape.length === 2) return shape as unknown as readonly [number, number];
      throw new InputError(`tensor ${show(name)} of ${file.name} must be a matrix, got the shape [${shape}]`);
    },
  };
}
