import { checkChoice, checkNumber, InputError, inNode, macrotask, nodeModule, show } from '@audiate/protocol';
import { checkExecutionProviders } from './execution-providers.js';
import type { Numbers } from './graph/graph.js';
import { sizeOf } from './graph/graph.js';
import { type Passes, runPasses } from './passes.js';
import { choosePrecision } from './precision/choose.js';
import { PRECISIONS, type Precision, type PrecisionChoice } from './precision/precision.js';
import type { CompiledResult } from './result.js';
import { leaseProgram } from './session/cache.js';
import { guarded, type Runnable } from './session/guarded.js';
import { liftedOf } from './session/program.js';
import { type Compilable, type InputSpec, trace } from './trace/trace.js';
import { verifier } from './verify.js';

/** Options of {@link compile}. */
export interface CompileOptions {
  /** Shape (and element type) of each tensor that the function is given. */
  readonly inputs: Readonly<Record<string, InputSpec | readonly number[]>>;
  /** Inputs by which `value` is differentiated; none unless given. */
  readonly wrt?: readonly string[];
  /**
   * `initializer` builds the weights in: the fastest steps. `input` feeds them: starts at once and shares the model's
   * own arrays, at slower steps. `initializer` unless given.
   */
  readonly weights?: 'initializer' | 'input';
  /** Compute threads; one for each core unless given. In browsers onnxruntime-web's `env.wasm.numThreads` decides. */
  readonly threads?: number;
  /** ONNX Runtime's execution providers, such as `['cuda', 'cpu']`; its default unless given. */
  readonly executionProviders?: readonly string[] | undefined;
  /**
   * Whether every run computes the gradients, or only one that asks for them: another takes half of the time. `always` unless given;
   * on other execution providers than the default one it is always so.
   */
  readonly gradients?: 'always' | 'on demand';
  /**
   * Goes on without the execution providers where they fail: where the program does not load, where the first run answers
   * other numbers than the default (by more than 1e-3 of the largest), or where a run fails, as when a GPU is lost. One
   * warning says why. Where the default can't be loaded for that comparison, a warning says so, and the providers go on.
   * False unless given.
   */
  readonly guard?: boolean | undefined;
  /**
   * Which of the process's ONNX Runtimes holds the program, from 0, which it is unless given. In Node each is a worker thread
   * of its own, so that programs of different lanes compute at once: give them threads that together make the cores. Weights
   * that are built in are held once for each lane. In browsers all lanes are one.
   */
  readonly lane?: number | undefined;
  /**
   * How products by constant matrices are computed. `i8`: their numbers in bytes, the gradient's direction close to that of
   * `f32` (cosine 0.99 to 0.998 on Wav2Vec2), not its bits; its weights are built in. `auto`: `i8` where a trial, once a
   * process, finds it right and at most 0.7 of the time of `f32`. `f32` unless given.
   */
  readonly precision?: PrecisionChoice | undefined;
  /** Runs the first step eagerly on `cpu`, too, and throws where they differ. False unless given. */
  readonly verify?: boolean;
}

/** A function as one native program. */
export interface Compiled {
  /**
   * Feeds every input, row-major.
   * @param options.gradients false: the values are enough, and `gradients` may be empty. True unless given.
   * @throws InputError for a missing input or another number of numbers, and after `dispose`.
   */
  run(feeds: Readonly<Record<string, Numbers>>, options?: { readonly gradients?: boolean }): Promise<CompiledResult>;
  /** Shapes of the values. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** What `precision` came to. */
  readonly precision: Precision;
  /** Whether a program of the same structure was found, so that nothing had to be loaded. */
  readonly found: boolean;
  /** Frees the program, or hands it to the next function of the same structure. */
  dispose(): void;
}

/**
 * Compiles a TensorFlow.js function, with its gradient, into one program of ONNX Runtime.
 *
 * The function is called once, on tensors without numbers; what it does to them is recorded. Constants that it makes
 * are fed at every run, so that another function of the same structure finds the same program.
 * @param fn answers one tensor, or several by name of which `value` (summed) is differentiated.
 * @throws InputError for operations that can't be traced, random numbers, reading numbers, an unusable runtime.
 */
export function compile(fn: Compilable, options: CompileOptions): Promise<Compiled> {
  return compileBy({}, fn, options);
}

/** {@link compile} by other passes than the compiler's own, for measuring what each is worth. */
export async function compileBy(passes: Passes, fn: Compilable, options: CompileOptions): Promise<Compiled> {
  const { wrt = [], weights = 'initializer', threads = cores(), executionProviders, lane, verify = false } = options;
  const { gradients: when = 'always', guard = false, precision: choice = 'f32' } = options;
  const inputs = specsOf(options.inputs);
  checkChoice('weights of compile', weights, ['initializer', 'input']);
  checkChoice('gradients of compile', when, ['always', 'on demand']);
  checkNumber('threads of compile', threads, { min: 1, integer: true });
  if (lane !== undefined) checkNumber('lane of compile', lane, { min: 0, max: MAX_LANE, integer: true });
  if (executionProviders !== undefined) checkExecutionProviders('executionProviders of compile', executionProviders);
  for (const name of wrt) checkChoice('wrt of compile', name, Object.keys(inputs));
  checkChoice('precision of compile', choice, PRECISIONS);
  const precision = await choosePrecision(fitting(choice, options), { threads, executionProviders });
  const traced = trace(fn, inputs, wrt);
  const names = [...Object.keys(traced.values), ...Object.keys(traced.gradients)];
  const computed = [...Object.values(traced.values), ...Object.values(traced.gradients)];
  const valueCount = Object.keys(traced.values).length;
  const load = async (executionProviders: CompileOptions['executionProviders']): Promise<Runnable> => {
    // Tracing, rewriting and encoding each hold up the thread: whoever waits is let in between.
    await macrotask();
    const outputs = runPasses(computed, executionProviders, { precision, ...passes });
    await macrotask();
    const onDemand = when === 'on demand' && !executionProviders ? outputs.length - valueCount : 0;
    const lease = await leaseProgram(outputs, {
      weights,
      threads,
      executionProviders,
      onDemand,
      lane,
    });
    const lifted = liftedOf(outputs);
    return {
      found: lease.found,
      program: lease.program,
      free: lease.free,
      run: (inputs, gradients) => lease.program.run({ inputs, lifted }, gradients),
    };
  };
  const program = await (guard
    ? guarded((on) => load(on === 'device' ? executionProviders : undefined))
    : load(executionProviders));
  const check = verify ? verifier(fn, inputs, wrt) : undefined;
  let first = true;
  let disposed = false;
  return {
    precision,
    found: program.found,
    shapes: Object.fromEntries(Object.entries(traced.values).map(([name, { shape }]) => [name, shape])),
    async run(feeds, { gradients = true } = {}) {
      if (disposed) throw new InputError('this compiled function was disposed; compile it again');
      const given = Object.fromEntries(
        Object.entries(inputs).map(([name, spec]) => [name, checkFeed(name, spec, feeds[name])]),
      );
      const answers = await program.run(given, gradients);
      const entries = answers.map((answer, i) => [names[i]!, answer] as const);
      const result = {
        values: Object.fromEntries(entries.slice(0, valueCount)),
        gradients: Object.fromEntries(entries.slice(valueCount)) as Record<string, Float32Array>,
      };
      if (first && gradients) {
        check?.(given, result);
        first = false;
      }
      return result;
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      program.free();
    },
  };
}

/** A thread for each core of the largest machines. */
const MAX_LANE = 1023;

/** `auto` is `f32` where bytes can't be. @throws InputError for `i8` there. */
function fitting(choice: PrecisionChoice, { weights, verify }: CompileOptions): PrecisionChoice {
  const against = weights === 'input' ? 'weights "initializer"' : verify ? 'verify false' : undefined;
  if (choice === 'f32' || against === undefined) return choice;
  if (choice === 'auto') return 'f32';
  throw new InputError(`precision "i8" of compile needs ${against}`);
}

function specsOf(inputs: CompileOptions['inputs']): Record<string, InputSpec> {
  const isShape = (spec: InputSpec | readonly number[]): spec is readonly number[] => Array.isArray(spec);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, spec]) => [name, isShape(spec) ? { shape: spec } : spec]),
  );
}

function checkFeed(name: string, { shape, dtype = 'float32' }: InputSpec, data: Numbers | undefined): Numbers {
  const kinds = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;
  if (data instanceof kinds[dtype] && data.length === sizeOf(shape)) return data;
  throw new InputError(
    `input "${name}" takes a ${kinds[dtype].name} of ${sizeOf(shape)} numbers, shape [${shape}], got ` +
      (data === undefined ? 'none' : `${show(data)}`),
  );
}

function cores(): number {
  return inNode ? nodeModule('node:os').availableParallelism() : (globalThis.navigator?.hardwareConcurrency ?? 1);
}
