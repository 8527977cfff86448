import { type Weight, weight } from '@audiate/ops';
import { InputError, show } from '@audiate/protocol';
import type { TensorFile } from '../files/tensor-file.js';
import { hashNumbers } from './hash-numbers.js';

/** A checkpoint's weights by the names of transformers' model without a head; remembers what was taken, to be hashed and freed together. */
export interface Weights {
  has(name: string): boolean;
  /** Those of the file that were not read, without what stands before all names. */
  unread(): readonly string[];
  /**
   * The numbers of a weight.
   * @throws InputError when it is missing or of another shape.
   */
  read(name: string, shape: readonly number[]): Promise<Float32Array>;
  /** Numbers worked out from weights, as a weight of their own. */
  keep(data: Float32Array, shape: readonly number[]): Weight;
  /** `read` and `keep`. */
  take(name: string, shape: readonly number[]): Promise<Weight>;
  /** All that was kept, in order. */
  readonly kept: readonly Weight[];
  /** The hashes of their numbers, in the same order. */
  hashes(): readonly string[];
}

/** So long the event loop may be kept from turning: that of one frame. */
const BREATH_MS = 16;

/** Options of {@link weightsOf}. */
export interface WeightsOptions {
  /** What models with a head put before a weight's name. */
  readonly prefix: string;
  /** A weight that every such model has, without the prefix: by what stands before it a wrapper is known. */
  readonly probe: string;
  /** Rejects the next `read` with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Weights of another file, which this one's never stand in for. */
  readonly instead?: Instead | undefined;
}

/** A file that holds some of a model's weights in the place of those of the checkpoint. */
export interface Instead {
  readonly file: TensorFile;
  /** Whether a weight, by its name without the prefix, is to be read there. */
  holds(name: string): boolean;
}

/**
 * What a program that wrapped the model put before all names: `module.` (torch's DataParallel), `model.` (PyTorch Lightning
 * and many a class of one's own), `_orig_mod.` (torch.compile); mostly nothing.
 * @throws InputError for a file that holds several models.
 */
function wrapperOf(file: TensorFile, { prefix, probe }: Pick<WeightsOptions, 'prefix' | 'probe'>): string {
  const stems = file.names().flatMap((name) => (name.endsWith(probe) ? [name.slice(0, -probe.length)] : []));
  const wrappers = [...new Set(stems.map((stem) => (stem.endsWith(prefix) ? stem.slice(0, -prefix.length) : stem)))];
  if (wrappers.length === 0 || wrappers.includes('')) return '';
  if (wrappers.length === 1) return wrappers[0]!;
  throw new InputError(
    `${file.name} holds several models (${wrappers.map(show).join(', ')}); save one of them by itself`,
  );
}

/**
 * The weights of a checkpoint, whose names may have the prefix, behind what a wrapper put before it. Between two weights the event loop turns. What was kept
 * is hashed while the next numbers are on their way from the disk.
 */
export function weightsOf(file: TensorFile, { prefix, probe, signal, instead }: WeightsOptions): Weights {
  const kept: Weight[] = [];
  const hashes: string[] = [];
  const hashKept = () => {
    for (const { data } of kept.slice(hashes.length)) hashes.push(hashNumbers(data));
    return hashes;
  };
  const wrapper = wrapperOf(file, { prefix, probe });
  const placeOf = (name: string) =>
    instead?.holds(name) ? { from: instead.file, before: '' } : { from: file, before: wrapper };
  const find = (name: string) => {
    const { from, before } = placeOf(name);
    return [prefix + name, name].map((candidate) => before + candidate).find((candidate) => from.has(candidate));
  };
  const bare = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const read = new Set<string>();
  let breathed = performance.now();
  const weights: Weights = {
    kept,
    hashes: hashKept,
    has: (name) => find(name) !== undefined,
    unread: () =>
      file
        .names()
        .filter((name) => name.startsWith(wrapper) && !read.has(name))
        .map((name) => name.slice(wrapper.length))
        .filter((name) => !instead?.holds(bare(name))),
    async read(name, shape) {
      if (performance.now() - breathed > BREATH_MS) {
        await new Promise((resolve) => setTimeout(resolve));
        breathed = performance.now();
      }
      signal?.throwIfAborted();
      const { from, before } = placeOf(name);
      const found = find(name);
      if (found === undefined) {
        throw new InputError(
          `${from.name} lacks the weight "${before}${name}", with or without the prefix "${prefix}"`,
        );
      }
      const actual = await from.shape(found);
      if (actual.join() !== shape.join()) {
        throw new InputError(
          `weight "${found}" of ${from.name} has the shape [${actual}], config.json asks for [${shape}]`,
        );
      }
      read.add(found);
      const reading = from.read(found);
      hashKept();
      return reading;
    },
    keep(data, shape) {
      const made = weight(data, shape);
      kept.push(made);
      return made;
    },
    take: async (name, shape) => weights.keep(await weights.read(name, shape), shape),
  };
  return weights;
}
