import { initialiseBackend } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';

/** What of TensorFlow.js's WebAssembly backend is needed here. */
interface WasmBackend extends tf.KernelBackend {
  readonly wasm: { _malloc(bytes: number): number; _free(at: number): void; readonly HEAPU8: Uint8Array };
}

/**
 * The most that is asked for at once: 4 GiB, less the 16 MiB that the heap of tfjs-backend-wasm 4.22 begins with. Of sizes
 * nearer to 4 GiB its malloc gave some an address without memory behind it.
 */
const MOST_BYTES = 2 ** 32 - 2 ** 24;
/** What kernels need beside their tensors (XNNPACK packs an operand), and don't ask for here. */
const RESERVE_BYTES = 2 ** 28;
/** Below this the heap can grow by more than the reserve. */
const RESERVED_FROM_BYTES = 3 * 2 ** 30;

const FULL = 'the memory of WebAssembly is full';

/** What a guarded backend holds. */
interface Holding {
  /** Every tensor's data, those inside a kernel included. */
  readonly data: Set<object>;
  /** Data that the kernel that began last refers to a second time. */
  references: object[];
  /** That kernel had no memory for more: what is disposed from now on is not its own doing. */
  failed: boolean;
}
const holdings = new WeakMap<tf.KernelBackend, Holding>();
const broken = new WeakSet<tf.KernelBackend>();

/**
 * Makes a tensor that the memory has no room for an error. Without, tfjs-backend-wasm 4.22 takes malloc's 0 for an
 * address and writes the tensor over the heap's beginning, where its own state and other tensors lie; and a size of 4 GiB
 * or more it hands over modulo 4 GiB. Idempotent.
 */
export function guardWasmMemory(): void {
  const backend = tf.engine().findBackend('wasm') as WasmBackend;
  if (holdings.has(backend)) return;
  const holding: Holding = { data: new Set(), references: [], failed: false };
  holdings.set(backend, holding);
  const { wasm } = backend;
  wasm._free(wasm._malloc(1)); // emscripten puts its functions into place at their first call
  const { _malloc: malloc } = wasm;
  const hasReserve = () => {
    if (wasm.HEAPU8.length < RESERVED_FROM_BYTES) return true;
    const room = malloc(RESERVE_BYTES);
    wasm._free(room);
    return room !== 0;
  };
  wasm._malloc = (bytes) => {
    const at = bytes <= MOST_BYTES ? malloc(bytes) : 0;
    const lies = at !== 0 && at + bytes > wasm.HEAPU8.length;
    if (at !== 0 && !lies && hasReserve()) return at;
    if (lies) broken.add(backend);
    else wasm._free(at);
    holding.failed = true;
    throw new Error(`${FULL}: of its 4 GiB there are no ${bytes} bytes for a tensor`);
  };
  watch(backend, holding);
}

function watch(backend: tf.KernelBackend, holding: Holding): void {
  const { move, incRef, disposeData, numDataIds } = backend;
  backend.move = (dataId, ...facts) => {
    move.call(backend, dataId, ...facts);
    holding.data.add(dataId);
  };
  backend.incRef = (dataId) => {
    incRef.call(backend, dataId);
    holding.references.push(dataId);
  };
  backend.disposeData = (dataId, force) => {
    const at = holding.failed ? -1 : holding.references.lastIndexOf(dataId);
    if (at >= 0) holding.references.splice(at, 1);
    let gone = true;
    try {
      gone = disposeData.call(backend, dataId, force);
    } catch {
      broken.add(backend); // an aborted module may not free, while tidies end
    }
    if (gone) holding.data.delete(dataId);
    return gone;
  };
  // TensorFlow.js asks for it as it begins a kernel.
  backend.numDataIds = () => {
    holding.references = [];
    holding.failed = false;
    return numDataIds.call(backend);
  };
}

/** Whether an error says that WebAssembly had no memory: for a tensor, or inside a kernel, which then aborts. */
export function ranOutOfWasmMemory(error: unknown): boolean {
  return error instanceof Error && (error.message.startsWith(FULL) || /^Aborted\(/.test(error.message));
}

/**
 * After a throw from outside every kernel: frees what a kernel held when it had no memory for more, and notes a module
 * that aborted or trapped, which is not to be used again.
 */
export function tidyWasmAfter(error: unknown): void {
  const backend = tf.engine().findBackend('wasm');
  if (error instanceof Error && error.name === 'RuntimeError') broken.add(backend);
  const holding = holdings.get(backend);
  if (!holding?.failed || broken.has(backend)) return;
  const engine = tf.engine() as unknown as Tracking;
  for (const dataId of holding.references) {
    if (backend.disposeData(dataId)) engine.removeDataId(dataId, backend);
  }
  for (const dataId of holding.data) {
    if (!engine.state.tensorInfo.has(dataId)) backend.disposeData(dataId, true);
  }
  holding.references = [];
  holding.failed = false;
}

/**
 * Makes the backend anew where its module aborted: tensors that lay in it are lost, reading one throws, disposing of it
 * does nothing. Weights are uploaded again when they are needed.
 */
export async function renewWasm(): Promise<void> {
  const engine = tf.engine() as unknown as Registries;
  const lost = engine.registry.wasm;
  if (!lost || !broken.has(lost)) return;
  const { factory, priority } = engine.registryFactory.wasm!;
  const dispose = lost.dispose.bind(lost);
  lost.disposeData = () => true;
  lost.readSync = () => {
    throw new Error('this tensor was lost when its WebAssembly module aborted');
  };
  lost.dispose = () => {
    try {
      dispose();
    } catch {} // an aborted module may not be able to
    (lost as unknown as { wasm: unknown }).wasm = null; // lets its memory go
  };
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', factory, priority);
  if (!(await initialiseBackend('wasm'))) throw new Error('its module aborted and could not be loaded again');
}

interface Tracking {
  readonly state: { readonly tensorInfo: WeakMap<object, unknown> };
  removeDataId(dataId: object, backend: tf.KernelBackend): void;
}

interface Registries {
  readonly registry: Record<string, tf.KernelBackend | undefined>;
  readonly registryFactory: Record<string, { factory: () => Promise<tf.KernelBackend>; priority: number } | undefined>;
}
