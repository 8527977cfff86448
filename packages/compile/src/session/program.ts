import { InputError, inNode } from '@audiate/protocol';
import type { Numbers, Value } from '../graph/graph.js';
import { sourcesOf } from '../graph/order.js';
import { encodeModel, type Model } from '../onnx/encode.js';
import { byteLength } from '../onnx/messages.js';
import { type Encode, encodeApart } from './apart.js';
import type { Fed, Host, Loaded } from './host.js';
import { loadKept, type SessionSettings } from './kept/load-kept.js';
import { keptPlace, type Place } from './kept/place.js';
import { openLane } from './lane.js';
import { layOut } from './layout.js';
import { withModelFile } from './model-file.js';
import { openHost } from './open.js';
import { startProviders } from './start-providers.js';

/** How a program is run. */
export interface ProgramOptions {
  /** Built in (`initializer`): slower to start, faster to run. Fed (`input`): starts at once, shares the arrays. */
  readonly weights: 'initializer' | 'input';
  /** Compute threads. */
  readonly threads: number;
  /**
   * ONNX Runtime's, such as `['cuda', 'cpu']`; `['cpu']`, or `['wasm']` in browsers, unless given. In Node a list without
   * `cpu` keeps all of the program off the processor.
   */
  readonly executionProviders?: readonly string[] | undefined;
  /** Which of the process's ONNX Runtimes holds it, in Node; the first, 0, unless given. */
  readonly lane?: number | undefined;
  /** So many of the last outputs are computed only where a run asks for them. */
  readonly onDemand: number;
}

/** What a run is fed. */
export interface Feeds {
  readonly inputs: Readonly<Record<string, Numbers>>;
  readonly lifted: readonly Numbers[];
}

/** A structure that ONNX Runtime has loaded: numbers in, numbers out. */
export interface Program {
  /**
   * The numbers of every output, in order; of those on demand only where `asked`.
   * @param feeds.lifted in the order of the structure.
   */
  run(feeds: Feeds, asked: boolean): Promise<Numbers[]>;
  /** The model's own arrays that are in it. */
  readonly frozen: readonly Numbers[];
  /** Whether the thread that held it has ended. */
  lost(): boolean;
  release(): Promise<void>;
}

/** Weights beyond this many bytes go beside the model instead of into it. */
const EXTERNAL_FROM_BYTES = 32 * 2 ** 20;
/** In a page, where they cross to the worker piece by piece. */
const APART_FROM_BYTES = 2 ** 20;

/**
 * A thread without work sleeps instead of asking for some again and again. On a busy machine that gives a step of `tiny` a
 * third of the time (2 cores under a load of 10), as the waiting threads take the cores from the working ones; on a quiet
 * one it costs the program 3 % at most, and a render nothing.
 */
const SLEEPING = { intra_op: { allow_spinning: '0' } };
/** Weights stay as they lie in the mapped file, instead of being packed for quicker products in memory of their own. */
const UNPACKED = { disable_prepacking: '1' };
/** A program with an operation that no provider of the list has is refused, instead of computing it on the processor. */
const NEVER_ON_CPU = { disable_cpu_ep_fallback: '1' };

/** Loads a lowered structure into ONNX Runtime. */
export async function loadProgram(outputs: readonly Value[], options: ProgramOptions): Promise<Program> {
  const { lane, executionProviders } = options;
  const host = lane ? await openLane(lane) : await openHost(executionProviders);
  const { model, feeds, frozen } = layOut(outputs, {
    feedWeights: options.weights === 'input' && host.sharesArrays,
    onDemand: options.onDemand,
  });
  await startProviders(host, options.executionProviders ?? []);
  const loaded = await load(host, model, options).catch((error) => {
    throw refusal(error, options.executionProviders);
  });
  const fed = (data: Numbers, { dtype, shape }: Value): Fed => ({ data, dtype, shape });
  const fixed = Object.fromEntries(feeds.frozen.map(({ name, value, data }) => [name, fed(data, value)]));
  const [always, spared] = [model.outputs, model.onDemand?.outputs ?? []].map((some) => some.map(({ name }) => name));
  return {
    frozen,
    lost: host.lost,
    async run({ inputs, lifted }, asked) {
      const given: Record<string, Fed> = { ...fixed };
      for (const { name, value } of feeds.inputs) given[name] = fed(inputs[name]!, value);
      for (const [i, { name, value }] of feeds.lifted.entries()) given[name] = fed(lifted[i]!, value);
      if (model.onDemand)
        given[model.onDemand.condition] = { data: Uint8Array.of(Number(asked)), dtype: 'bool', shape: [] };
      const answers = await loaded.run(given);
      return (asked ? [...always!, ...spared!] : always!).map((name) => answers[name]!);
    },
    release: loaded.release,
  };
}

/** The numbers that a structure is fed beside its inputs, in the order in which {@link Program.run} takes them. */
export function liftedOf(outputs: readonly Value[]): Numbers[] {
  return sourcesOf(outputs).flatMap(({ origin }) => (origin.kind === 'lifted' ? [origin.data] : []));
}

/** ONNX Runtime's refusal of a program that a list without `cpu` can't hold, as advice. */
function refusal(error: unknown, executionProviders: readonly string[] = []): unknown {
  if (!String(error).includes('fallback to CPU EP has been explicitly disabled')) return error;
  const names = executionProviders.map((name) => `"${name}"`).join(', ');
  return new InputError(
    `the program has operations that ${names} can't compute; add "cpu" at the end of executionProviders, which computes them on the processor`,
  );
}

async function load(host: Host, model: Model, options: ProgramOptions): Promise<Loaded> {
  const { threads, executionProviders } = options;
  const strict = inNode && executionProviders !== undefined && !executionProviders.includes('cpu');
  const settings = {
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: strict ? 4 : 3, // what a refused program is told is thrown
    // One block planned for all intermediate results holds 57 MB more for wav2vec2-base to layer 12, and is no faster.
    enableMemPattern: false,
    ...(executionProviders && { executionProviders }),
    extra: {
      session: { ...SLEEPING, ...(options.weights === 'input' && UNPACKED), ...(strict && NEVER_ON_CPU) },
    },
  };
  const bytes = model.initializers.reduce((sum, { value }) => sum + byteLength(value), 0);
  if (bytes <= (inNode ? EXTERNAL_FROM_BYTES : APART_FROM_BYTES)) return host.load(encodeModel(model), settings);
  const encode: Encode = (external) => encodeModel(model, external);
  if (!inNode) {
    const apart = encodeApart(encode);
    return host.load(apart.model, settings, apart.weights);
  }
  const place = await placeOf(host, { encode, model, options, settings });
  if (place) {
    const kept = await loadKept(place, encode, (path, more) => host.load(path, withMore(settings, more)));
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

interface Asked {
  readonly encode: Encode;
  readonly model: Model;
  readonly options: ProgramOptions;
  readonly settings: SessionSettings;
}

/**
 * Where a program is kept for the next process, if it is: one whose weights are packed, on the processor. Others start at once
 * anyway. How many threads run it makes no other program.
 */
async function placeOf({ runtime }: Host, { encode, model, options, settings }: Asked): Promise<Place | undefined> {
  if (options.executionProviders || options.weights === 'input') return undefined;
  const { intraOpNumThreads: _, ...deciding } = settings;
  return keptPlace({ encode, weights: model.initializers.map(({ data }) => data), runtime, settings: deciding });
}

/** Settings with more of them; those of the session, too. */
function withMore(settings: SessionSettings, more: SessionSettings): object {
  return { ...settings, ...more, extra: { session: { ...settings.extra?.session, ...more.extra?.session } } };
}
