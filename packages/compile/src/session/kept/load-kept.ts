import { type NodeFiles, nodeModule } from '@audiate/protocol';
import type { Loaded } from '../host.js';
import { type Encode, MODEL, WEIGHTS, writeModel } from '../model-file.js';
import { bound, remove, UNFINISHED } from './bound.js';
import { isSealed, seal } from './seal.js';

/** Loads a model's file, with more settings of ONNX Runtime for this one. */
export type Load = (path: string, settings: object) => Promise<Loaded>;

/** What it is optimized already for: 350 ms of processor time less for wav2vec2-base to layer 3. */
const AS_KEPT = { graphOptimizationLevel: 'disabled' };

/**
 * Loads a program that an earlier process kept, as ONNX Runtime optimized it: the same bits as a fresh one. Its hashes are
 * checked while it loads. Where there is none, or its files are not whole, it is made, loaded and kept: made aside and then
 * moved to its place, so that several processes may do so at once.
 * @returns undefined where it can't be kept: the folder can't be written to, or the disk is full.
 */
export async function loadKept(
  { folder, name }: { readonly folder: string; readonly name: string },
  encode: Encode,
  load: Load,
): Promise<Loaded | undefined> {
  const files = { fs: nodeModule('node:fs/promises'), path: nodeModule('node:path') };
  const place = files.path.join(folder, name);
  return (
    (await loadFound(files, place, load)) ?? (await makeAndKeep(files, place, { encode, load }).catch(() => undefined))
  );
}

async function makeAndKeep(
  files: NodeFiles,
  place: string,
  { encode, load }: { readonly encode: Encode; readonly load: Load },
): Promise<Loaded> {
  const { fs, path } = files;
  const folder = path.dirname(place);
  await fs.mkdir(folder, { recursive: true });
  const unfinished = await fs.mkdtemp(path.join(folder, UNFINISHED));
  const clear = () => remove(files, unfinished);
  try {
    const fresh = path.join(unfinished, 'kept');
    await fs.mkdir(fresh);
    const loaded = await load(await writeModel(files, unfinished, encode), savedIn(files, fresh));
    await keep(files, fresh, place);
    return {
      run: loaded.run,
      async release() {
        await loaded.release();
        await clear(); // Windows keeps mapped files until now
      },
    };
  } finally {
    await clear();
  }
}

async function loadFound(files: NodeFiles, place: string, load: Load): Promise<Loaded | undefined> {
  const { fs, path } = files;
  const model = path.join(place, MODEL);
  if (!(await fs.stat(model).catch(() => undefined))) return undefined;
  const [whole, loaded] = await Promise.all([isSealed(files, place), load(model, AS_KEPT).catch(() => undefined)]);
  if (whole && loaded) {
    const now = new Date();
    await fs.utimes(place, now, now).catch(() => {});
    return loaded;
  }
  await loaded?.release();
  await remove(files, place);
  return undefined;
}

/** Settings by which ONNX Runtime writes what it made of a model, weights beside it. */
function savedIn({ path }: NodeFiles, folder: string) {
  return {
    optimizedModelFilePath: path.join(folder, MODEL),
    extra: {
      session: {
        optimized_model_external_initializers_file_name: WEIGHTS,
        optimized_model_external_initializers_min_size_in_bytes: '1024',
      },
    },
  };
}

/** Moves what was saved to its place. Where another process was first, or a file is missing, the program is not kept. */
async function keep(files: NodeFiles, fresh: string, place: string): Promise<void> {
  try {
    await seal(files, fresh);
    await files.fs.rename(fresh, place);
    await bound(files, files.path.dirname(place));
  } catch {
    // Loaded it is.
  }
}
