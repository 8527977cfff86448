import { isObject } from '@audiate/checkpoints';
import type { Audio } from '@audiate/protocol';
import { InputError, listChoices, show } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { GraphNode } from './nodes.js';

/** How a graph takes audio. */
export interface GraphInput {
  readonly node: string;
  /** The extents that it was saved with; undefined where any will do. */
  readonly dims: readonly (number | undefined)[];
  /** Where samples lie. */
  readonly axis: number;
}

/**
 * The input of a graph that audio goes into.
 * @param name the node; the only one unless given.
 * @throws InputError where it is not the only one, or takes no single axis of samples.
 */
export function inputOf(nodes: readonly GraphNode[], signature: unknown, name?: string): GraphInput {
  const inputs = nodes.filter(({ op }) => op === 'Placeholder');
  const names = inputs.map((node) => node.name);
  const found = name === undefined ? inputs[0] : inputs.find((node) => node.name === name);
  if (!found) throw new InputError(`the graph has no input ${show(name)}; it has ${listChoices(names)}`);
  if (inputs.length > 1) {
    throw new InputError(`the graph has the inputs ${names.join(', ')}; only one, of audio, can be loaded`);
  }
  const dims = dimsOf(found, signature);
  const [first, ...rest] = dims.flatMap((extent, axis) => (axis > 0 && extent === 1 ? [] : [axis]));
  const open =
    dims.length === 1 ? [0] : [first, ...rest].filter((axis): axis is number => axis !== undefined && axis > 0);
  const varying = open.filter((axis) => dims[axis] === undefined || dims[axis]! > 1);
  const axis = varying[0];
  if (axis === undefined || varying.length > 1 || dims.length > 4) {
    const told = dims.map((extent) => extent ?? '?').join(',');
    throw new InputError(
      `input ${show(found.name)} has the shape [${told}]; one axis of samples beside the batch can be loaded`,
    );
  }
  return { node: found.name, dims, axis };
}

function dimsOf({ name, attr }: GraphNode, signature: unknown): (number | undefined)[] {
  const told = isObject(signature) && isObject(signature.inputs) ? Object.values(signature.inputs) : [];
  const own = told.find((input) => isObject(input) && String(input.name).replace(/:0$/, '') === name) as
    | { readonly tensorShape?: { readonly dim?: readonly { readonly size?: unknown }[] } }
    | undefined;
  const dims = attr.shape?.shape?.dim ?? own?.tensorShape?.dim;
  if (!Array.isArray(dims) || dims.length === 0) return [undefined, undefined];
  return dims.map(({ size }) => (Number(size) > 0 ? Number(size) : undefined));
}

/** Audio as a graph takes it; an input without a batch takes one item. */
export function shapedFor(audio: Audio, { dims, axis }: GraphInput): tf.Tensor {
  const [batch, samples] = audio.shape;
  if (dims.length === 1) return tf.reshape(audio, [samples]);
  return tf.reshape(
    audio,
    dims.map((_, i) => (i === 0 ? batch : i === axis ? samples : 1)),
  );
}
