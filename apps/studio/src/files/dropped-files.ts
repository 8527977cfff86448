import type { PlacedFile } from './placed-file.js';

/** More are a mistake of the hand. */
const MAX_FILES = 10_000;
/** Folders within folders, far beyond those of any corpus. */
const MAX_DEPTH = 16;

/** What a drop is read of: a file or a folder each, or a file alone where the browser knows no folders. */
interface Dropped {
  readonly kind: string;
  webkitGetAsEntry?(): FileSystemEntry | null;
  getAsFile(): File | null;
}

/**
 * The files that were dropped, those of folders included; names that begin with a point, which systems write, are passed over.
 * Call it in the event of the drop: browsers forget it afterwards.
 * @param depth folders that are looked into below one another; 1 for what lies in a dropped folder itself.
 * @throws Error for more than 10,000 files, and where the browser can't read one.
 */
export async function droppedFiles(
  items: Iterable<Dropped>,
  { depth = MAX_DEPTH }: { readonly depth?: number } = {},
): Promise<PlacedFile[]> {
  // All at once, before anything is waited for.
  const given = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found: PlacedFile[] = [];
  const add = (path: string, file: File) => {
    if (found.length >= MAX_FILES) throw new Error(`more than ${MAX_FILES} files were dropped; drop fewer`);
    found.push({ path, file });
  };
  const walk = async (entry: FileSystemEntry, within: string, left: number): Promise<void> => {
    if (entry.name.startsWith('.')) return;
    const path = within + entry.name;
    if (entry.isFile) add(path, await fileOf(entry as FileSystemFileEntry));
    else if (left > 0) {
      for await (const child of entriesOf(entry as FileSystemDirectoryEntry)) await walk(child, `${path}/`, left - 1);
    }
  };
  for (const one of given) {
    if (one instanceof File) add(one.name, one);
    else if (one) await walk(one, '', depth);
  }
  return found;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** Browsers give the entries of a folder by the hundred, and none at the end. */
async function* entriesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader();
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return;
    yield* entries;
  }
}
