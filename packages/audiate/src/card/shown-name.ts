/**
 * What a recording is called where others see it: its path from the folder or the pattern's fixed part that was named, or within the
 * manifest; of a file the last part of its path. An address stays whole. No path of this machine is in it.
 * @param file as `clipsFrom` calls it.
 * @param sources what `clipsFrom` was given.
 */
export function shownName(file: string, sources: readonly string[]): string {
  if (/^https?:/i.test(file)) return file;
  const roots = sources.flatMap((source) => {
    const fixed = /^[^*?[\]{}]*[\\/]/.exec(source)?.[0] ?? '';
    return [`${source.replace(/[\\/]+$/, '')}/`, `${source}:`, fixed];
  });
  const own = roots.reduce((most, root) => (file.startsWith(root) && root.length > most ? root.length : most), 0);
  const name = file.slice(own);
  // A manifest may list any path.
  return /^([\\/~]|[a-z]:[\\/])|(^|[\\/:])\.\.([\\/]|$)|:[\\/]/i.test(name) ? name.split(/[\\/]/).at(-1)! : name;
}
