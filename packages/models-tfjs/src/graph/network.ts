import { isObject } from '@audiate/checkpoints';
import { InputError, listChoices, show } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { TfjsModel } from '../files/tfjs-files.js';
import type { Network } from '../network/network.js';
import { makeCalls } from './calls.js';
import { constantsOf, type Runner, runnerOf } from './graph.js';
import { guardWindows } from './guard.js';
import { inputOf, shapedFor } from './input.js';
import { type GraphNode, parseNodes, sourceOf } from './nodes.js';
import { writePlainly } from './plain.js';
import { reachableFrom } from './reach.js';
import { refuseOperations } from './refused.js';
import { followLengths, type Reshaped } from './reshapes.js';
import { sizesApart } from './sizes.js';
import { unfuse } from './unfuse.js';

/** Activation functions that pass on what is positive. */
const RECTIFIERS: readonly string[] = ['Relu', 'Relu6', 'Elu', 'Selu', 'LeakyRelu', 'Prelu', 'Softplus'];
/** All whose outputs are layers unless a user names others. */
const ACTIVATIONS: readonly string[] = [...RECTIFIERS, 'Sigmoid', 'Tanh', 'Softmax'];

/** A length for models that take any, to see how they reshape. */
const TRIAL_SAMPLES = 16_384;

/**
 * A graph as a network.
 * @param outputs nodes that users named as layers: what neither they nor the graph's own outputs need is left out.
 * @throws InputError for a graph that is none, does what cannot be differentiated, or fails for the length it was saved for.
 */
export function graphNetwork(
  { topology, signature, weights }: TfjsModel,
  {
    input: inputName,
    outputs,
  }: { readonly input?: string | undefined; readonly outputs?: readonly string[] | undefined },
): Network {
  const all = unfuse(parseNodes(topology));
  const input = inputOf(all, signature, inputName);
  const own = outputsOf(all, signature);
  const wanted = outputs ?? Object.values(own);
  const unknown = wanted.find((name) => !all.some((node) => node.name === name));
  if (unknown !== undefined) {
    throw new InputError(`the graph has no node ${show(unknown)}; it has ${listChoices(all.map(({ name }) => name))}`);
  }
  const calls = makeCalls();
  const unfused = reachableFrom(all, wanted);
  const plain = reachableFrom(guardWindows(writePlainly(unfused, calls), calls), [...wanted, input.node]);
  refuseOperations(plain);
  const free = plain.map((node) => (node.op === 'Placeholder' ? withoutShape(node) : node));
  const needed = new Map([...weights].filter(([name]) => free.some((node) => node.name === name)));
  const missing = free.find(({ name, op }) => op === 'Const' && !needed.has(name));
  if (missing) throw new InputError(`model.json has no numbers for the constant ${show(missing.name)}`);
  const constants = constantsOf(needed);
  const samples = input.dims[input.axis];
  const following = followLengths(free, trial(runnerOf({ nodes: free }, constants), free), calls);
  const nodes = sizesApart(reachableFrom(following, [...wanted, input.node]), calls, (graph) =>
    runnerOf(graph, constants),
  );
  const runner = runnerOf({ nodes }, constants);
  const hearable = new Set(nodes.filter(({ op }) => op !== 'Const').map(({ name }) => name));
  const sources = new Map(free.map(({ name, input: from }) => [name, from.map(sourceOf)]));
  const ops = new Map(free.map(({ name, op }) => [name, op]));
  const activations = free.filter(({ op }) => ACTIVATIONS.includes(op)).map(({ name }) => name);
  return {
    nodes: free.map(({ name }) => name).filter((name) => hearable.has(name)),
    sources: (name) => sources.get(name)!,
    usual: Object.fromEntries([...short(activations), ...Object.entries(own)]),
    isRectified: (node) => RECTIFIERS.includes(ops.get(node) ?? ''),
    samples,
    hear: (audio, names) => hearWith(runner, audio, names),
    weights: constants.weights,
    settings: [unfused.map(({ name, op, input: from, attr }) => [name, op, from, attr]), constants.sizes],
    dispose() {
      runner.dispose();
      calls.dispose();
      constants.dispose();
    },
  };

  function hearWith(run: Runner, audio: tf.Tensor2D, names: readonly string[]): tf.Tensor[] {
    if (input.dims.length > 1) return run.run({ [input.node]: shapedFor(audio, input) }, names);
    // a graph without a batch hears item by item
    const rows: tf.Tensor2D[] = tf.split(audio, audio.shape[0], 0);
    const items = rows.map((item) => run.run({ [input.node]: shapedFor(item, input) }, names));
    return names.map((_, i) => tf.stack(items.map((answers) => answers[i]!)));
  }

  /** How every reshape ran, for two items, or where the graph takes one alone for one. */
  function trial(run: Runner, tried: readonly GraphNode[]): Map<string, Reshaped> {
    const reshapes = tried.filter(({ op }) => op === 'Reshape');
    const names = reshapes.flatMap(({ name, input: [from] }) => [sourceOf(from!), name]);
    if (names.length === 0) return new Map();
    const hear = (batch: number) =>
      tf.tidy(() => {
        const audio = tf.zeros<tf.Rank.R2>([batch, samples ?? TRIAL_SAMPLES]);
        return run.run({ [input.node]: shapedFor(audio, input) }, names).map(({ shape }) => shape);
      });
    const shapes = attempt(() => hear(input.dims.length === 1 ? 1 : 2)) ?? told(() => hear(1));
    return new Map(reshapes.map(({ name }, i) => [name, { from: shapes[2 * i]!, to: shapes[2 * i + 1]! }]));
  }
}

function attempt<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch {
    return undefined;
  }
}

/** What TensorFlow.js throws at a graph, as an error of the model. */
function told<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw new InputError(`the graph in model.json does not run: ${(error as Error).message.replace(/\s+/g, ' ')}`, {
      cause: error,
    });
  }
}

function withoutShape(node: GraphNode): GraphNode {
  const { shape: _, ...attr } = node.attr;
  return { ...node, attr };
}

/** The outputs of a graph by their names in the signature, else the nodes that no other takes. */
function outputsOf(nodes: readonly GraphNode[], signature: unknown): Record<string, string> {
  const bare = (name: string) => name.replace(/:\d+$/, '');
  if (isObject(signature) && isObject(signature.outputs)) {
    const entries = Object.entries(signature.outputs).flatMap(([key, output]) =>
      isObject(output) && typeof output.name === 'string' ? [[bare(key), bare(output.name)] as const] : [],
    );
    if (entries.length > 0) return Object.fromEntries(entries);
  }
  const taken = new Set(nodes.flatMap(({ input }) => input.map(sourceOf)));
  return Object.fromEntries(nodes.flatMap(({ name, op }) => (taken.has(name) || op === 'Const' ? [] : [[name, name]])));
}

/** Names without the folders that all of them share. */
function short(names: readonly string[]): [string, string][] {
  const parts = names.map((name) => name.split('/'));
  const least = Math.min(...parts.map((own) => own.length - 1));
  let shared = 0;
  while (parts.length > 0 && shared < least && parts.every((own) => own[shared] === parts[0]![shared])) shared += 1;
  return names.map((name, i) => [parts[i]!.slice(shared).join('/'), name]);
}
