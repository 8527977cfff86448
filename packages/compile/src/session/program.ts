import { inNode } from '@audiate/protocol';
import { keptNumbers } from '../graph/frozen.js';
import type { Numbers, Value } from '../graph/graph.js';
import { sourcesOf } from '../graph/order.js';
import { byteLength, encodeModel, type Model } from '../onnx/encode.js';
import type { Fed, Host, Loaded } from './host.js';
import { keptFolder } from './kept/folder.js';
import { loadKept } from './kept/load-kept.js';
import { keptName } from './kept/name.js';
import { type Encode, withModelFile } from './model-file.js';
import { openHost } from './open.js';
import { startProviders } from './start-providers.js';

/** How a program is run. */
export interface ProgramOptions {
  /** Built in (`initializer`): slower to start, faster to run. Fed (`input`): starts at once, shares the arrays. */
  readonly weights: 'initializer' | 'input';
  /** Compute threads. */
  readonly threads: number;
  /** ONNX Runtime's, such as `['cuda', 'cpu']`; `['cpu']`, or `['wasm']` in browsers, unless given. */
  readonly executionProviders?: readonly string[] | undefined;
}

/** A structure that ONNX Runtime has loaded: numbers in, numbers out. */
export interface Program {
  /** The numbers of every output, in order. `lifted` in the order of the structure. */
  run(inputs: Readonly<Record<string, Numbers>>, lifted: readonly Numbers[]): Promise<Numbers[]>;
  /** The model's own arrays that are in it. */
  readonly frozen: readonly Numbers[];
  /** Whether the thread that held it has ended. */
  lost(): boolean;
  release(): Promise<void>;
}

/** Weights beyond this many bytes go beside the model instead of into it. */
const EXTERNAL_FROM_BYTES = 32 * 2 ** 20;

/**
 * A thread without work sleeps instead of asking for some again and again. On a busy machine that gives a step of `tiny` a
 * third of the time (2 cores under a load of 10), as the waiting threads take the cores from the working ones; on a quiet
 * one it costs the program 3 % at most, and a render nothing.
 */
const SLEEPING = { intra_op: { allow_spinning: '0' } };
/** Weights stay as they lie in the mapped file, instead of being packed for quicker products in memory of their own. */
const UNPACKED = { disable_prepacking: '1' };

/** Loads a lowered structure into ONNX Runtime. */
export async function loadProgram(outputs: readonly Value[], options: ProgramOptions): Promise<Program> {
  const host = await openHost();
  const { model, feeds, frozen } = layOut(outputs, options.weights === 'input' && host.sharesArrays);
  await startProviders(host, options.executionProviders ?? []);
  const loaded = await load(host, outputs, model, options);
  const fed = (data: Numbers, { dtype, shape }: Value): Fed => ({ data, dtype, shape });
  const fixed = Object.fromEntries(feeds.frozen.map(({ name, value, data }) => [name, fed(data, value)]));
  const names = model.outputs.map(({ name }) => name);
  return {
    frozen,
    lost: host.lost,
    async run(inputs, lifted) {
      const given: Record<string, Fed> = { ...fixed };
      for (const { name, value } of feeds.inputs) given[name] = fed(inputs[name]!, value);
      for (const [i, { name, value }] of feeds.lifted.entries()) given[name] = fed(lifted[i]!, value);
      const answers = await loaded.run(given);
      return names.map((name) => answers[name]!);
    },
    release: loaded.release,
  };
}

/** The numbers that a structure is fed beside its inputs, in the order in which {@link Program.run} takes them. */
export function liftedOf(outputs: readonly Value[]): Numbers[] {
  return sourcesOf(outputs).flatMap(({ origin }) => (origin.kind === 'lifted' ? [origin.data] : []));
}

interface Named {
  readonly name: string;
  readonly value: Value;
}

function layOut(outputs: readonly Value[], feedWeights: boolean) {
  const inputs: Named[] = [];
  const lifted: Named[] = [];
  const fedWeights: (Named & { data: Numbers })[] = [];
  const initializers: Model['initializers'][number][] = [];
  const frozen: Numbers[] = [];
  for (const [i, value] of sourcesOf(outputs).entries()) {
    const { origin } = value;
    if (origin.kind === 'input') inputs.push({ name: origin.name, value });
    if (origin.kind === 'lifted') lifted.push({ name: `lifted${i}`, value });
    if (origin.kind === 'literal') initializers.push({ name: `c${i}`, value, read: () => origin.data });
    if (origin.kind === 'frozen') {
      frozen.push(origin.data.source);
      if (feedWeights) fedWeights.push({ name: `w${i}`, value, data: keptNumbers(origin.data) });
      else initializers.push({ name: `w${i}`, value, read: origin.data.read });
    }
  }
  const model: Model = {
    inputs: [...inputs, ...lifted, ...fedWeights],
    outputs: outputs.map((value, i) => ({ name: `out${i}`, value })),
    initializers,
  };
  return { model, feeds: { inputs, lifted, frozen: fedWeights }, frozen };
}

async function load(host: Host, outputs: readonly Value[], model: Model, options: ProgramOptions): Promise<Loaded> {
  const { threads, weights, executionProviders } = options;
  const settings = {
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
    // One block planned for all intermediate results holds 57 MB more for wav2vec2-base to layer 12, and is no faster.
    enableMemPattern: false,
    ...(executionProviders && { executionProviders }),
    extra: { session: { ...SLEEPING, ...(weights === 'input' && UNPACKED) } },
  };
  const bytes = model.initializers.reduce((sum, { value }) => sum + byteLength(value), 0);
  if (!inNode || bytes <= EXTERNAL_FROM_BYTES) return host.load(encodeModel(model), settings);
  const encode: Encode = (external) => encodeModel(model, external);
  const folder = executionProviders ? undefined : keptFolder();
  if (folder !== undefined) {
    const name = await keptName(outputs, { runtime: host.runtime, settings });
    const kept = await loadKept({ folder, name }, encode, (path, more) => host.load(path, withMore(settings, more)));
    if (kept) return kept;
  }
  const { result, remove } = await withModelFile(encode, (path) => host.load(path, settings));
  return {
    run: result.run,
    async release() {
      await result.release();
      await remove();
    },
  };
}

type SessionSettings = Readonly<Record<string, unknown>> & { readonly extra: { readonly session: object } };

/** Settings with more of them; those of the session, too. */
function withMore(settings: SessionSettings, more: Partial<SessionSettings>): object {
  return { ...settings, ...more, extra: { session: { ...settings.extra.session, ...more.extra?.session } } };
}
