import { InputError, listChoices, show } from '@audiate/protocol';
import { elementType, numbersOf } from '../file/element-types.js';
import type { Graph, ValueInfo } from '../file/graph.js';
import { checkShape } from '../file/tensor.js';
import { type Known, known } from '../values/value.js';
import type { LoadOnnxOptions } from './options.js';

/** A model's inputs: the one that hears, and the numbers of the others. */
export interface Inputs {
  readonly audio: ValueInfo;
  readonly others: ReadonlyMap<string, Known>;
}

/**
 * Which input hears the sound, and what the others are given.
 * @throws InputError for one that is given no numbers, and where it is not clear which one hears.
 */
export function inputsOf({ inputs, constants }: Graph, { input, inputs: given = {} }: LoadOnnxOptions): Inputs {
  const own = new Set(constants.map(({ name }) => name));
  const open = inputs.filter(({ name }) => !own.has(name));
  const names = open.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw new InputError(`inputs names ${show(name)}; the model has ${listChoices(names)}`);
  }
  const ungiven = open.filter(({ name }) => !Object.hasOwn(given, name));
  const audio = chosen(ungiven, { input, names });
  const missing = ungiven.filter((one) => one !== audio);
  if (missing.length > 0) {
    const list = missing.map((one) => `${one.name} ${describe(one)}`).join(', ');
    throw new InputError(
      `the model has further inputs, ${list}; give their numbers: { inputs: { ${missing[0]!.name}: 0 } }`,
    );
  }
  const others = open
    .filter((one) => one !== audio)
    .map((one) => [one.name, numbersFor(one, given[one.name]!)] as const);
  return { audio, others: new Map(others) };
}

function chosen(
  open: readonly ValueInfo[],
  { input, names }: { readonly input: string | undefined; readonly names: readonly string[] },
): ValueInfo {
  if (input !== undefined) {
    const found = open.find(({ name }) => name === input);
    if (found) return found;
    throw new InputError(`input names ${show(input)}; the model has ${listChoices(names)}`);
  }
  const floats = open.filter(({ dataType }) => dataType === 0 || elementType(dataType)?.type === 'float');
  if (floats.length === 1) return floats[0]!;
  const list = open.map((one) => `${one.name} ${describe(one)}`).join(', ');
  throw new InputError(
    floats.length === 0
      ? `the model has no input of floats: ${list || 'none at all'}`
      : `the model has several inputs, ${list}; name the one that hears the sound as input, and give the others' numbers as inputs`,
  );
}

/** An input's shape as errors show it: `[2, ?, 64]`. */
export function describe({ shape }: ValueInfo): string {
  return shape ? `[${shape.map((extent) => extent ?? '?').join(', ')}]` : 'of any shape';
}

function numbersFor(info: ValueInfo, given: NonNullable<LoadOnnxOptions['inputs']>[string]): Known {
  const type = elementType(info.dataType)?.type ?? 'float';
  const thing = `the input ${show(info.name)}`;
  if (typeof given === 'number') {
    const shape = (info.shape ?? []).map((extent) => extent ?? 1);
    return known(type, shape, numbersOf(type, new Float64Array(checkShape(thing, shape)).fill(given)));
  }
  const size = checkShape(thing, given.shape);
  if (given.data.length !== size) {
    throw new InputError(`${thing} of shape [${given.shape}] needs ${size} numbers, got ${given.data.length}`);
  }
  return known(type, given.shape, numbersOf(type, given.data));
}
