import type { NodeModules } from '../disk/node.js';
import { shortText } from '../disk/short-text.js';

/**
 * One model's part of the Hub's standard cache, `models--owner--name`, as Python's huggingface_hub lays it out: the bytes
 * in `blobs/<etag>`, a link to them in `snapshots/<commit>/<file>`, the commit of a branch in `refs/<branch>`, and an
 * empty `.no_exist/<commit>/<file>` for a file that the commit is known to lack.
 */
export interface HubCache {
  readonly folder: string;
  /** The commit that a branch or tag had when it was last looked up; undefined when it never was. */
  commitOf(revision: string): Promise<string | undefined>;
  /** Where the disk lets it: a cache that cannot be written serves as it is. */
  rememberCommit(revision: string, commit: string): Promise<void>;
  /** The path of a cached file, a plain one or a link; a link may lead to another disk, as in Python. */
  find(commit: string, file: string): Promise<string | undefined>;
  isKnownAbsent(commit: string, file: string): Promise<boolean>;
  /** Where the disk lets it, as rememberCommit. */
  rememberAbsent(commit: string, file: string): Promise<void>;
  /** Where the bytes of an ETag belong; makes the folder. @throws the system's error when that cannot be. */
  blob(etag: string): Promise<string>;
  /** Places a blob that is there in a commit's snapshot; where the disk does not let it, the blob itself is read. */
  link(blob: string, commit: string, file: string): Promise<string>;
}

/** Opens a model's cache; nothing is made or written until something is remembered. */
export function hubCache(cacheDir: string, id: string, symlinks: boolean, node: NodeModules): HubCache {
  const { fs, path, crypto } = node;
  const folder = path.join(cacheDir, `models--${id.replaceAll('/', '--')}`);
  const beside = (target: string) => `${target}.${crypto.randomBytes(6).toString('hex')}.tmp`;
  const makeFolder = (made: string) => fs.mkdir(made, { recursive: true });
  /** Written beside and renamed, so that no reader sees half of it. */
  const place = async (target: string, write: (temporary: string) => Promise<void>) => {
    await makeFolder(path.dirname(target));
    const temporary = beside(target);
    try {
      await write(temporary);
      await fs.rename(temporary, target);
    } catch (error) {
      await fs.rm(temporary, { force: true });
      throw error;
    }
  };
  const remember = (target: string, text: string) =>
    place(target, (temporary) => fs.writeFile(temporary, text)).catch(passOver);
  const exists = (target: string) =>
    fs.stat(target).then(
      () => true,
      () => false,
    );
  const snapshot = (commit: string, file: string) => path.join(folder, 'snapshots', commit, file);
  const absent = (commit: string, file: string) => path.join(folder, '.no_exist', commit, file);
  const ref = (revision: string) => path.join(folder, 'refs', ...revision.split('/'));
  return {
    folder,
    async commitOf(revision) {
      const text = await shortText(ref(revision), node);
      return isCommit(text) ? text : undefined;
    },
    async rememberCommit(revision, commit) {
      if (revision === commit || (await this.commitOf(revision)) === commit) return;
      await remember(ref(revision), commit);
    },
    async find(commit, file) {
      const found = snapshot(commit, file);
      return (await exists(found)) ? found : undefined;
    },
    isKnownAbsent: (commit, file) => exists(absent(commit, file)),
    rememberAbsent: (commit, file) => remember(absent(commit, file), ''),
    async blob(etag) {
      await makeFolder(path.join(folder, 'blobs'));
      return path.join(folder, 'blobs', etag);
    },
    async link(blob, commit, file) {
      const target = snapshot(commit, file);
      await place(target, async (temporary) => {
        const relative = path.relative(path.dirname(target), blob);
        const linked = symlinks && (await fs.symlink(relative, temporary).then(yes, no));
        if (!linked) await fs.copyFile(blob, temporary);
      }).catch(passOver);
      return (await this.find(commit, file)) ?? blob;
    },
  };
}

/** A disk that does not take what is only remembered is no fault. */
const passOver = () => {};
const yes = () => true;
const no = () => false;

/** A commit's whole hash. */
export function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}
