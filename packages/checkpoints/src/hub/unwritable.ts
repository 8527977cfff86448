import { InputError, show } from '@audiate/protocol';

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const READ_ONLY = ['EROFS', 'EACCES', 'EPERM'];
const NO_FOLDER = ['ENOTDIR', 'EEXIST', 'EISDIR', 'ELOOP', 'ENAMETOOLONG'];

/**
 * What a disk that does not take a download means, and what to do. What is no error of the system is given back as it
 * is: an InputError, or the reason of a signal.
 */
export function unwritable(thing: string, path: string, error: NodeJS.ErrnoException): Error {
  const { code } = error;
  if (error instanceof InputError || typeof code !== 'string') return error;
  const [why, advice] = FULL.includes(code)
    ? ['the disk is full', 'free some space or pass another cacheDir']
    : READ_ONLY.includes(code)
      ? [`it is read-only (${code})`, 'pass another cacheDir, or set HF_HUB_OFFLINE=1 to take what is cached']
      : NO_FOLDER.includes(code)
        ? [`a part of this path is not a folder (${code})`, 'pass another cacheDir']
        : code === 'EXDEV'
          ? ['its files cannot be renamed within it (EXDEV)', 'pass a cacheDir on one disk']
          : [code, 'pass another cacheDir'];
  return new InputError(`${thing} cannot be written to ${show(path)}: ${why}; ${advice}`);
}
