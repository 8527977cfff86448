import { nodeModule } from '@audiate/protocol';

/**
 * Where programs are kept on disk for the next process: `programs` in AUDIATE_CACHE, else in `audiate` in XDG_CACHE_HOME, else
 * in `~/.cache/audiate`. Undefined where nothing is to be kept: AUDIATE_CACHE is `off`, or this code runs from its
 * sources, which change without a new version.
 */
export function keptFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  here: string | undefined = import.meta.url,
): string | undefined {
  const { AUDIATE_CACHE: asked, XDG_CACHE_HOME: caches } = environment;
  if (asked === 'off' || (!asked && (here === undefined || here.endsWith('.ts')))) return undefined;
  const path = nodeModule('node:path');
  const home = caches || path.join(nodeModule('node:os').homedir(), '.cache');
  return path.join(path.resolve(asked || path.join(home, 'audiate')), 'programs');
}
