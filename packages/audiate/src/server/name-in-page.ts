import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';

/**
 * What the page calls what a command line names: an embedded model and an id as they are, what lies on this machine or at an address by its
 * last name, after `file:`. As for the loaders, what lies on this machine is not looked for on the Hub.
 */
export function nameInPage(named: string): string {
  if (/^tinyB?$/.test(named)) return named;
  if (/^[A-Za-z0-9_][\w.-]{0,95}\/[\w.-]{1,96}$/.test(named) && !existsSync(named)) return named;
  const last = basename(resolve(named.replace(/[?#].*$/, ''))).replace(/[\p{Cc}/\\]/gu, '');
  return `file:${last.slice(0, 120) || 'model'}`;
}

/** What the page calls a model with a dictionary: another one than the model alone, which no page opens by itself. */
export function nameWithDictionary(model: string, dictionary: string): string {
  const [alone, features] = [model, dictionary].map((named) =>
    nameInPage(named)
      .replace(/^file:/, '')
      .slice(0, 56),
  );
  return `file:${alone} with ${features}`.replaceAll('/', ' ');
}
