import type { Extent, Numbers, Value } from '../graph/graph.js';
import { sourcesOf } from '../graph/order.js';
import { type External, encodeModel, type Model } from '../onnx/encode.js';
import { withModelFile } from './model-file.js';
import { loadRuntime, type Runtime, type RuntimeSession, type RuntimeTensor } from './runtime.js';

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
  /** The arrays of the weights in it. */
  readonly frozen: readonly Numbers[];
  release(): Promise<void>;
}

/** Weights beyond this many bytes go beside the model instead of into it. */
const EXTERNAL_FROM_BYTES = 32 * 2 ** 20;

/** Loads a lowered structure into ONNX Runtime. */
export async function loadProgram(outputs: readonly Value[], options: ProgramOptions): Promise<Program> {
  const runtime = await loadRuntime();
  const { model, feeds, frozen } = layOut(outputs, options.weights);
  const session = await createSession(runtime, model, options);
  const tensor = (numbers: Numbers, { dtype, shape }: Extent) => new runtime.Tensor(dtype, numbers, shape);
  const fixed = Object.fromEntries(feeds.frozen.map(({ name, value, data }) => [name, tensor(data, value)]));
  const names = model.outputs.map(({ name }) => name);
  return {
    frozen,
    async run(inputs, lifted) {
      const fed: Record<string, RuntimeTensor> = { ...fixed };
      for (const { name, value } of feeds.inputs) fed[name] = tensor(inputs[name]!, value);
      for (const [i, { name, value }] of feeds.lifted.entries()) fed[name] = tensor(lifted[i]!, value);
      const answers = await session.run(fed);
      return names.map((name) => answers[name]!.data as Numbers);
    },
    release: () => session.release(),
  };
}

/** The numbers that a structure is fed beside its inputs, in the order in which {@link Program.run} takes them. */
export function liftedOf(outputs: readonly Value[]): Numbers[] {
  return sourcesOf(outputs).flatMap(({ origin }) => (origin.kind === 'lifted' ? [origin.data] : []));
}

interface Fed {
  readonly name: string;
  readonly value: Value;
}

function layOut(outputs: readonly Value[], weights: ProgramOptions['weights']) {
  const inputs: Fed[] = [];
  const lifted: Fed[] = [];
  const fedWeights: (Fed & { data: Numbers })[] = [];
  const initializers: (Fed & { data: Numbers })[] = [];
  const frozen: Numbers[] = [];
  for (const [i, value] of sourcesOf(outputs).entries()) {
    const { origin } = value;
    if (origin.kind === 'input') inputs.push({ name: origin.name, value });
    if (origin.kind === 'lifted') lifted.push({ name: `lifted${i}`, value });
    if (origin.kind === 'literal') initializers.push({ name: `c${i}`, value, data: origin.data });
    if (origin.kind === 'frozen') {
      frozen.push(origin.data);
      (weights === 'input' ? fedWeights : initializers).push({ name: `w${i}`, value, data: origin.data });
    }
  }
  const model: Model = {
    inputs: [...inputs, ...lifted, ...fedWeights],
    outputs: outputs.map((value, i) => ({ name: `out${i}`, value })),
    initializers,
  };
  return { model, feeds: { inputs, lifted, frozen: fedWeights }, frozen };
}

async function createSession(
  runtime: Runtime,
  model: Model,
  { threads, executionProviders }: ProgramOptions,
): Promise<RuntimeSession> {
  const options = {
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
    ...(executionProviders && { executionProviders }),
  };
  const bytes = model.initializers.reduce((sum, { data }) => sum + data.byteLength, 0);
  const inNode = typeof process !== 'undefined' && Boolean(process.versions?.node);
  if (inNode && bytes > EXTERNAL_FROM_BYTES) {
    const encode = (external: External) => encodeModel(model, external);
    return withModelFile(encode, (path) => runtime.InferenceSession.create(path, options));
  }
  return runtime.InferenceSession.create(encodeModel(model), options);
}
