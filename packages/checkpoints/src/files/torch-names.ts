import { InputError, show } from '@audiate/protocol';
import type { PickleNames } from './pickle.js';

/** Numbers as they lie in a file, which tensors look at. */
export interface TorchStorage {
  readonly key: string;
  readonly dtype: string;
  /** Bytes of one number. */
  readonly width: number;
  /** How many numbers. */
  readonly count: number;
}

/** A tensor as a look at a storage; offset and strides are counted in numbers. */
export interface TorchTensor {
  readonly storage: TorchStorage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** torch's storage classes: the format's name as safetensors has it, and the bytes of one number. */
const STORAGES: Readonly<Record<string, readonly [dtype: string, width: number]>> = {
  'torch.FloatStorage': ['F32', 4],
  'torch.HalfStorage': ['F16', 2],
  'torch.BFloat16Storage': ['BF16', 2],
  'torch.DoubleStorage': ['F64', 8],
  'torch.LongStorage': ['I64', 8],
  'torch.IntStorage': ['I32', 4],
  'torch.ShortStorage': ['I16', 2],
  'torch.CharStorage': ['I8', 1],
  'torch.ByteStorage': ['U8', 1],
  'torch.BoolStorage': ['BOOL', 1],
};

const ORDERED_DICT = 'collections.OrderedDict';
const TENSOR = 'torch._utils._rebuild_tensor_v2';
const PARAMETER = 'torch._utils._rebuild_parameter';
const ADMITTED = new Set([ORDERED_DICT, TENSOR, PARAMETER, ...Object.keys(STORAGES)]);

/** An admitted global name, as a value of its own so that no text can pass for one. */
interface Admitted {
  readonly admitted: string;
}

/** The names that a state dict needs, and nothing else: what they build is plain data. */
export function torchNames(thing: string): PickleNames {
  const known = new Map([...ADMITTED].map((name) => [name, { admitted: name }]));
  const tensors = new Set<unknown>();
  const storages = new Set<unknown>();
  const damaged = (what: string) => new InputError(`${thing} is damaged: ${what}`);
  const nameOf = (value: unknown) =>
    [...known.values()].includes(value as Admitted) ? (value as Admitted).admitted : undefined;
  return {
    find: (name) => known.get(name),
    load(id) {
      const [kind, type, key, , count] = Array.isArray(id) ? id : [];
      const storage = STORAGES[nameOf(type) ?? ''];
      if (kind !== 'storage' || !storage || typeof key !== 'string' || !isCount(count)) {
        throw damaged('a persistent id is not that of a storage');
      }
      const loaded: TorchStorage = { key, dtype: storage[0], width: storage[1], count };
      storages.add(loaded);
      return loaded;
    },
    call(callee, args) {
      const name = nameOf(callee);
      if (name === ORDERED_DICT && args.length === 0) return new Map();
      if (name === PARAMETER && tensors.has(args[0])) return args[0];
      if (name !== TENSOR || !storages.has(args[0])) {
        throw damaged(
          `it calls ${name ? show(name) : 'what cannot be called'} with arguments that don't build a tensor`,
        );
      }
      const tensor = asTensor(args);
      if (!tensor) throw damaged('a tensor looks beyond its storage');
      tensors.add(tensor);
      return tensor;
    },
  };
}

/** A tensor that torch would allow and that is not larger than its storage, which an expanded one could be. */
function asTensor([storage, offset, shape, strides]: readonly unknown[]): TorchTensor | undefined {
  if (!isCount(offset) || !isCounts(shape) || !isCounts(strides)) return undefined;
  if (shape.length !== strides.length || shape.length > 8) return undefined;
  const { count } = storage as TorchStorage;
  const size = shape.reduce((product, extent) => product * extent, 1);
  const last = shape.reduce((sum, extent, i) => sum + (extent - 1) * strides[i]!, offset);
  if (size > count || (size > 0 && last >= count)) return undefined;
  return { storage: storage as TorchStorage, offset, shape, strides };
}

/** Whether a value of the pickle is a tensor that these names built. */
export function isTensor(value: unknown): value is TorchTensor {
  return typeof value === 'object' && value !== null && 'storage' in value;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isCount);
}
