import { checkWritable, clearUnfinished, readPlainFile, writeWhole } from '@audiate/media';
import { InputError, nodeFiles, show } from '@audiate/protocol';
import { type OpenedIndex, openRows } from '../index-file/open-index.js';

/** The folder of a scan: its index, and while it is under way the state that a killed one goes on from. */
export interface ScanFolder {
  /** The index of a scan that has come to its end; a state that was left beside it is removed. */
  readFinished(): Promise<OpenedIndex | undefined>;
  readState(): Promise<OpenedIndex | undefined>;
  writeState(bytes: Uint8Array): Promise<void>;
  /** Writes the index, then removes the state. */
  finish(bytes: Uint8Array): Promise<void>;
}

const INDEX = 'index.parquet';
const STATE = 'unfinished.parquet';
/** What Node reads at once. */
const MAX_BYTES = 2 ** 31 - 1;

/**
 * Opens the folder of a scan and ends what a killed program left in it.
 * @throws InputError when it can't be written to.
 */
export async function openScanFolder(folder: string): Promise<ScanFolder> {
  if (typeof folder !== 'string' || folder === '') throw new InputError(`out must be a path, got ${show(folder)}`);
  const { fs, path } = nodeFiles(`can't write to the folder ${JSON.stringify(folder)}`);
  await clearUnfinished(folder);
  await checkWritable(folder, [INDEX, STATE]);
  const read = async (name: string) => {
    const file = path.join(folder, name);
    const bytes = await readPlainFile(file, MAX_BYTES).catch((error) => {
      if (error.code === 'ENOENT') return undefined;
      throw new InputError(`can't read ${show(file)}: ${error.message}`, { cause: error });
    });
    return bytes && openRows(bytes, file);
  };
  const clearState = () => fs.rm(path.join(folder, STATE), { force: true });
  return {
    async readFinished() {
      const index = await read(INDEX);
      if (index) await clearState();
      return index;
    },
    readState: () => read(STATE),
    writeState: (bytes) => writeWhole(folder, new Map([[STATE, bytes]])),
    async finish(bytes) {
      await writeWhole(folder, new Map([[INDEX, bytes]]));
      await clearState();
    },
  };
}
