import { InputError, show } from '@audiate/protocol';
import type { ByteSource } from './byte-source.js';
import { checkFloatType, decode } from './decode.js';
import type { TensorFile } from './tensor-file.js';
import { isTensor, type TorchStorage, type TorchTensor } from './torch-names.js';

/** First byte of a storage's numbers in the file; checks that all of them are there. */
export type LocateStorage = (storage: TorchStorage) => Promise<number>;

/**
 * The tensors of an unpickled state dict; its entries that are no tensors are passed over. A training checkpoint that
 * holds the state dict as an entry (PyTorch Lightning's `state_dict`) is read as that.
 * @throws InputError when there is no state dict, or several.
 */
export function torchTensors(saved: unknown, source: ByteSource, locate: LocateStorage, file: string): TensorFile {
  const state = stateDictOf(saved, file);
  const find = (name: string): TorchTensor => {
    const tensor: unknown = state.get(name);
    if (isTensor(tensor)) return tensor;
    throw new InputError(`${file} has no tensor ${show(name)}`);
  };
  return {
    name: file,
    has: (name) => isTensor(state.get(name)),
    names: () => [...state].filter(([, value]) => isTensor(value)).map(([name]) => String(name)),
    shape: async (name) => find(name).shape,
    async read(name) {
      const tensor = find(name);
      const { storage, shape, offset } = tensor;
      const type = checkFloatType(`tensor ${show(name)} of ${file}`, storage.dtype);
      const start = await locate(storage);
      const size = shape.reduce((product, extent) => product * extent, 1);
      if (isContiguous(tensor)) {
        return decode(await source.read(start + offset * storage.width, size * storage.width), type);
      }
      return gather(decode(await source.read(start, storage.count * storage.width), type), tensor, size);
    },
  };
}

type StateDict = ReadonlyMap<unknown, unknown>;

const holdsTensors = (value: unknown): boolean => value instanceof Map && [...value.values()].some(isTensor);

function stateDictOf(saved: unknown, file: string): StateDict {
  if (!(saved instanceof Map)) {
    throw new InputError(`${file} holds no state dict; save model.state_dict(), not another object`);
  }
  if (holdsTensors(saved)) return saved;
  if (holdsTensors(saved.get('state_dict'))) return saved.get('state_dict') as StateDict;
  const within = [...saved].filter(([, value]) => holdsTensors(value));
  if (within.length === 1) return within[0]![1] as StateDict;
  if (within.length === 0) return saved;
  const names = within.map(([name]) => show(name)).join(', ');
  throw new InputError(`${file} holds several state dicts (${names}); save that of the model alone`);
}

/** Row-major without holes; the stride of an extent of 1 does not matter. */
function isContiguous({ shape, strides }: TorchTensor): boolean {
  let expected = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    if (shape[i] !== 1 && strides[i] !== expected) return false;
    expected *= shape[i]!;
  }
  return true;
}

function gather(numbers: Float32Array, { offset, shape, strides }: TorchTensor, size: number): Float32Array {
  const out = new Float32Array(size);
  const index = shape.map(() => 0);
  for (let i = 0, at = offset; i < size; i++) {
    out[i] = numbers[at]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      at -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return out;
}
