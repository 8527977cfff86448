import { InputError, type NodeFiles, show } from '@audiate/protocol';
import picomatch from 'picomatch';

/** Endings of sound files, as a folder is searched for them. */
const SOUND = /\.(wav|wave|flac|mp3|ogg|oga|opus)$/i;
/** Deeper than anybody's folders. */
const MAX_DEPTH = 64;
/** Names of so many files take some 400 MB. */
const MAX_FILES = 2 ** 22;

/** Whether a text is a pattern of paths, such as `speech/**\/*.flac`. */
export const isGlob = (text: string): boolean => picomatch.scan(text).isGlob;

/** The sound files below a folder by their paths from it, sorted, so that every run meets them in one order. */
export async function soundsBelow(files: NodeFiles, folder: string): Promise<string[]> {
  return (await pathsBelow(files, folder)).filter((path) => SOUND.test(path)).sort(byCode);
}

/** A file that a pattern describes. */
export interface GlobbedFile {
  readonly file: string;
  /** Its path from the folder that the pattern names before its first wildcard. */
  readonly below: string;
}

/**
 * The files whose paths a pattern describes, sorted.
 * @throws InputError when there is none.
 */
export async function globbed(files: NodeFiles, pattern: string): Promise<GlobbedFile[]> {
  const forward = pattern.replaceAll('\\', '/').replace(/^(\.\/+)+/, '');
  const { base } = picomatch.scan(forward);
  const matches = picomatch(forward.slice(base === '' ? 0 : base.length).replace(/^\/+/, ''));
  const found = await pathsBelow(files, base || '.').catch((error) => {
    throw new InputError(`can't look for ${show(pattern)}: ${error.message}`, { cause: error });
  });
  const paths = found
    .filter((path) => matches(path))
    .map((below) => ({ file: base ? `${base.replace(/\/$/, '')}/${below}` : below, below }));
  if (paths.length === 0) throw new InputError(`no file matches ${show(pattern)}; patterns are as in **/*.wav`);
  return paths.sort((a, b) => byCode(a.file, b.file));
}

/**
 * Every file below a folder, with forward slashes. Hidden ones are left out. Each folder is listed once, however many links
 * lead to it: by its own name where it lies below, else by the first link.
 * @param most files that are met at most, whatever they are.
 * @throws InputError where there are more.
 */
export async function pathsBelow({ fs, path }: NodeFiles, folder: string, most: number = MAX_FILES): Promise<string[]> {
  const found: string[] = [];
  const listed = new Set<string>();
  let met = 0;
  const links: string[] = [];
  const walk = async (below: string): Promise<void> => {
    const here = await fs.realpath(path.join(folder, below));
    if (below.split('/').length > MAX_DEPTH || listed.has(here)) return;
    listed.add(here);
    const entries = await fs.readdir(path.join(folder, below), { withFileTypes: true });
    met += entries.length;
    if (met > most) {
      throw new InputError(
        `the folder ${show(folder)} holds more than ${most} files and folders; give a folder in it, or a manifest of the clips`,
      );
    }
    for (const entry of entries.sort((a, b) => byCode(a.name, b.name))) {
      if (entry.name.startsWith('.')) continue;
      const at = below ? `${below}/${entry.name}` : entry.name;
      const kind = entry.isSymbolicLink() ? await fs.stat(path.join(folder, at)).catch(() => undefined) : entry;
      if (kind?.isFile()) found.push(at);
      else if (!kind?.isDirectory()) continue;
      else if (entry.isSymbolicLink()) links.push(at);
      else await walk(at);
    }
  };
  await walk('');
  // Behind all folders, so that what lies below goes by its own name.
  for (let link = links.shift(); link !== undefined; link = links.shift()) await walk(link);
  return found;
}

const byCode = (a: string, b: string): number => (a < b ? -1 : 1);
