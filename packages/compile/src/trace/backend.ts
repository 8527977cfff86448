import { isFrozen, type TracingBackend } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Builder } from '../graph/builder.js';
import { asItIs } from '../graph/frozen.js';
import { type DType, type Numbers, sizeOf, type Value } from '../graph/graph.js';
import { type Info, type Tracer, valueType } from '../kernels/tracer.js';

/** The name under which the tracing backend is registered. */
export const TRACE = 'audiate-trace';

/** What a data id stands for: numbers that were written, or a value of the graph being traced. */
type Entry =
  | { readonly numbers: Numbers; readonly frozen: boolean; references: number }
  | { readonly value: Value; readonly build: Builder; references: number };

/** Constants of one trace beyond this size that were made outside it belong to the program, as weights do. */
const LARGE = 64;

/**
 * A backend whose tensors are values of a graph. It has no numbers but those that are written to it: reading any other
 * throws. One instance serves the process, so that weights stay uploaded, which costs nothing here.
 */
export class TraceBackend extends tf.KernelBackend implements Tracer, TracingBackend {
  readonly traces = true;
  readonly entries: tf.DataStorage<Entry>;
  #build: Builder | undefined;

  constructor(mover: tf.DataMover) {
    super();
    this.entries = new tf.DataStorage<Entry>(this, mover);
  }

  /** Records into `build` while `body` runs. */
  record<T>(build: Builder, body: () => T): T {
    const before = this.#build;
    this.#build = build;
    try {
      return body();
    } finally {
      this.#build = before;
    }
  }

  get build(): Builder {
    if (!this.#build) throw new InputError(`the backend "${TRACE}" computes nothing; call compile`);
    return this.#build;
  }

  value(info: Info): Value {
    const entry = this.entries.get(info.dataId);
    if ('value' in entry) {
      if (entry.build === this.build) return entry.value;
      throw new InputError('a tensor of an earlier trace was kept; make tensors anew in the function that is compiled');
    }
    return constant(this.build, entry, info);
  }

  info(value: Value, dtype = tensorType(value.dtype)): Info {
    const dataId = {};
    this.entries.set(dataId, { value, build: this.build, references: 1 });
    return { dataId, shape: [...value.shape], dtype };
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    const dataId = {};
    const numbers = toNumbers(values, sizeOf(shape), dtype);
    this.entries.set(dataId, { numbers, frozen: isFrozen(numbers), references: 1 });
    return dataId;
  }

  override move(
    dataId: tf.DataId,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    references: number,
  ): void {
    const numbers = toNumbers(values, sizeOf(shape), dtype);
    this.entries.set(dataId, { numbers, frozen: isFrozen(numbers) || numbers.length > LARGE, references });
  }

  override readSync(dataId: object): tf.BackendValues {
    const entry = this.entries.get(dataId);
    if ('numbers' in entry) return entry.numbers as Float32Array;
    throw new InputError(
      'a compiled function asked for the numbers of a tensor (dataSync, arraySync, data, print), which are known when ' +
        'the program runs only; compute with TensorFlow.js operations instead, or use an eager engine such as "wasm"',
    );
  }

  override async read(dataId: object): Promise<tf.BackendValues> {
    return this.readSync(dataId);
  }

  override disposeData(dataId: object, force = false): boolean {
    if (!this.entries.has(dataId)) return true;
    const entry = this.entries.get(dataId);
    entry.references -= 1;
    if (!force && entry.references > 0) return false;
    this.entries.delete(dataId);
    return true;
  }

  override incRef(dataId: tf.DataId): void {
    this.entries.get(dataId).references += 1;
  }

  override refCount(dataId: tf.DataId): number {
    return this.entries.has(dataId) ? this.entries.get(dataId).references : 0;
  }

  override numDataIds(): number {
    return this.entries.numDataIds();
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override epsilon(): number {
    return 1e-7;
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {}
}

function constant(build: Builder, { numbers, frozen }: { numbers: Numbers; frozen: boolean }, info: Info): Value {
  const extent = { shape: [...info.shape], dtype: valueType(info.dtype) };
  if (frozen) return build.frozen(asItIs(numbers), extent);
  const splat = splatOf(numbers);
  if (splat !== undefined) return build.filled(splat, extent);
  return build.lifted(numbers, extent);
}

/** Zeros and ones are part of the structure: programs are simplified by them. */
function splatOf(numbers: Numbers): number | undefined {
  const first = Number(numbers[0]);
  if (first !== 0 && first !== 1 && first !== -1) return undefined;
  return (numbers as Float32Array).every((value) => Object.is(Number(value), first)) ? first : undefined;
}

function toNumbers(values: tf.BackendValues, size: number, dtype: tf.DataType): Numbers {
  if (dtype === 'string' || dtype === 'complex64') {
    throw new InputError(`a compiled function can't hold a ${dtype} tensor; use an eager engine such as "wasm"`);
  }
  const given = (values ?? new Float32Array(size)) as Float32Array;
  if (dtype === 'float32') return given instanceof Float32Array ? given : Float32Array.from(given);
  if (dtype === 'int32') return (given as unknown) instanceof Int32Array ? given : Int32Array.from(given);
  return (given as unknown) instanceof Uint8Array ? given : Uint8Array.from(given);
}

function tensorType(dtype: DType): tf.DataType {
  if (dtype === 'float32' || dtype === 'bool') return dtype;
  return 'int32';
}

/** The process's tracing backend, registered at first use; the user's own stays active. */
export function traceBackend(): TraceBackend {
  if (!tf.engine().backendNames().includes(TRACE)) {
    tf.registerBackend(TRACE, () => new TraceBackend(tf.engine()), 0);
  }
  return tf.engine().findBackend(TRACE) as TraceBackend;
}
