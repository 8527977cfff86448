import { readPlainFile, writeWhole } from '@audiate/media';
import { InputError, nodeFiles, show } from '@audiate/protocol';
import type { RenderState } from '../record/state.js';
import { stateFromBytes, stateToBytes } from './state-bytes.js';

/**
 * Writes where a render stands into a file, for {@link loadState} and `resume` in another process: `result.state`, or,
 * against a kill on the way, `step.state()` in `onStep` every so many steps. The file is replaced in one move, so that a
 * kill leaves the old one or the new one. It is a safetensors file, which other programs can look into.
 *
 * Works in Node only; in a browser put the state, which is plain data, into IndexedDB.
 * @param file such as `out/render.state`; folders above it are made if need be.
 * @throws InputError when the file cannot be written.
 */
export async function saveState(state: RenderState, file: string): Promise<void> {
  if (typeof file !== 'string' || file === '') throw new InputError(`file must be a path, got ${show(file)}`);
  if (!state?.values || !state.recipe) {
    throw new InputError(`saveState needs the state of a result or a step, got ${show(state)}; pass result.state`);
  }
  const { dirname, basename } = nodeFiles(`can't write a state to ${show(file)}`).path;
  await writeWhole(dirname(file), new Map([[basename(file), await stateToBytes(state)]]));
}

/** As much as Node reads at once. */
const MAX_BYTES = 2 ** 31 - 1;

/**
 * Reads what {@link saveState} wrote. `render(model, objective, { ...options, resume: await loadState(file) })` goes on
 * bit-equal to never having stopped. Nothing in the file is executed.
 * @throws InputError when the file cannot be read, is damaged, or is none of saveState's.
 */
export async function loadState(file: string): Promise<RenderState> {
  try {
    return await stateFromBytes(await readPlainFile(file, MAX_BYTES));
  } catch (error) {
    throw new InputError(`can't read a state from ${show(file)}: ${(error as Error).message}`, { cause: error });
  }
}
