const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'it, or a part of its path, is a file',
  EEXIST: 'it, or a part of its path, is a file',
  ELOOP: 'a link in its path leads back to itself',
  ENAMETOOLONG: 'the path is too long',
};

/**
 * Why a call to the file system failed, in plain words where its code is a known one. The path that Node tells is left out: it is often that
 * of a hidden folder, which says nothing to who named another.
 */
export function reasonOf(error: unknown): string {
  const code = codeOf(error) ?? '';
  if (Object.hasOwn(REASONS, code)) return REASONS[code]!;
  const message = error instanceof Error ? error.message : String(error);
  const [, plain] = message.match(/^[A-Z0-9]+: ([^,]+), [a-z]+\b/) ?? [];
  return code !== '' && plain !== undefined ? `${plain} (${code})` : message;
}

/** The code of an error of the file system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
