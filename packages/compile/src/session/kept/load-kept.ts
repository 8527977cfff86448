import type { NodeFiles } from '@audiate/protocol';
import { withoutDoubles } from '../../onnx/branch-constants.js';
import { type Encode, WEIGHTS } from '../apart.js';
import type { Loaded } from '../host.js';
import { MODEL, programFiles, writeModel } from '../model-file.js';
import { bound, remove, UNFINISHED } from './bound.js';
import type { Place } from './place.js';
import { isSealed, seal } from './seal.js';

/** Loads a model's file, with more settings of ONNX Runtime for this one. */
export type Load = (path: string, settings: SessionSettings) => Promise<Loaded>;

/** Settings of ONNX Runtime. */
export type SessionSettings = Readonly<Record<string, unknown>> & { readonly extra?: { readonly session: object } };

/** What it is optimized already for: 350 ms of processor time less for wav2vec2-base to layer 3. */
const OPTIMIZED: SessionSettings = { graphOptimizationLevel: 'disabled' };

/**
 * Loads a program that an earlier process kept, as ONNX Runtime optimized it: the same bits as a fresh one. Its hashes are
 * checked while it loads. Where there is none, or its files are not whole, it is made aside and then moved to its place,
 * so that several processes may do so at once.
 * @returns undefined where it can't be kept: the folder can't be written to, or the disk is full.
 */
export async function loadKept({ folder, name }: Place, encode: Encode, load: Load): Promise<Loaded | undefined> {
  const files = programFiles();
  const place = files.path.join(folder, name);
  const found = await loadFound(files, place, load);
  if (found) return found;
  try {
    const making = beingMade.get(place) ?? make(files, place, { encode, load }).finally(() => beingMade.delete(place));
    beingMade.set(place, making);
    await making;
    await bound(files, folder);
    return await load(files.path.join(place, MODEL), OPTIMIZED);
  } catch {
    return undefined;
  }
}

/** What this process is making, so that lanes which ask for one program at once make it once. */
const beingMade = new Map<string, Promise<void>>();

/** Loads what is kept; takes it away where it is not whole. */
async function loadFound(files: NodeFiles, place: string, load: Load): Promise<Loaded | undefined> {
  const { fs, path } = files;
  const model = path.join(place, MODEL);
  if (!(await fs.stat(model).catch(() => undefined))) return undefined;
  const [whole, loaded] = await Promise.all([isSealed(files, place), load(model, OPTIMIZED).catch(() => undefined)]);
  if (whole && loaded) {
    const now = new Date();
    await fs.utimes(place, now, now).catch(() => {});
    return loaded;
  }
  await loaded?.release();
  await remove(files, place);
  return undefined;
}

/**
 * Has ONNX Runtime optimize a model, save it and let it go, without packing weights for products, which would need their
 * memory once more. Where another process was first, its program stays.
 */
async function make(
  files: NodeFiles,
  place: string,
  { encode, load }: { readonly encode: Encode; readonly load: Load },
): Promise<void> {
  const { fs, path } = files;
  const folder = path.dirname(place);
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = await fs.mkdtemp(path.join(folder, UNFINISHED));
  try {
    const fresh = path.join(unfinished, 'kept');
    const model = path.join(fresh, MODEL);
    await fs.mkdir(fresh);
    const optimizing = await load(await writeModel(files, unfinished, encode), savedAs(model));
    await optimizing.release();
    await fs.writeFile(model, withoutDoubles(await fs.readFile(model)));
    await seal(files, fresh);
    await fs.rename(fresh, place).catch(async (error) => {
      if (!(await fs.stat(place).catch(() => undefined))) throw error;
    });
  } finally {
    await remove(files, unfinished);
  }
}

/** Settings by which ONNX Runtime writes what it made of a model, weights beside it. */
function savedAs(model: string): SessionSettings {
  return {
    optimizedModelFilePath: model,
    extra: {
      session: {
        disable_prepacking: '1',
        optimized_model_external_initializers_file_name: WEIGHTS,
        optimized_model_external_initializers_min_size_in_bytes: '1024',
      },
    },
  };
}
