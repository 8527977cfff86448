import { InputError, show } from '@audiate/protocol';
import { isHubId } from '../hub/environment.js';

/** Addresses on the Hub's own host, of its pages and of its git repositories, as people copy them. */
const HOST =
  /^(?:git clone )?(?:(?:https?|ssh|git):\/\/)?(git@)?(?:www\.)?(?:huggingface\.co|hf\.co)(?:\/|:(?!\d))([^?#]*)/i;
/** fsspec's addresses, which huggingface_hub's file system takes. */
const FILE_SYSTEM = /^hf:\/\/([^?#]+)/i;
/** An id with what is downloaded of it behind an @, as Hub tools print it. */
const AT = /^(?:models\/)?([^/@\s]+\/[^/@\s]+@[^@\s]+)$/;
/** What stands between a model's id and a revision in the address of a page. */
const VIEWS = ['tree', 'blob', 'raw', 'blame', 'commits', 'commit'];

/** What else the Hub has beside models, by the first part of its addresses. */
const OTHERS = ['datasets', 'spaces', 'docs', 'blog', 'papers', 'collections', 'kernels', 'buckets'];

/**
 * Tells what is meant by an address of the Hub where an id is wanted: a page, where nothing but HTML is served, a git
 * repository, `hf://…`. Addresses with `/resolve/` serve files and pass.
 * @throws InputError with the id to pass, and the revision where the address names another than main.
 * @param loader the function to pass it to.
 */
export function refuseAddress(text: string, loader: string): void {
  const [, git, path] = text.match(HOST) ?? [];
  if (path !== undefined) refuseParts(text, path, { kind: git || /\.git\/?$/.test(path) ? 'git' : 'page', loader });
  const rest = text.match(FILE_SYSTEM)?.[1];
  if (rest !== undefined) refuseParts(text, rest, { kind: 'file system', loader });
}

/**
 * Tells what is meant by `a/b@main` or `models/a/b`, once it is known that no folder has that name.
 * @throws InputError as {@link refuseAddress} does.
 */
export function refuseNearId(text: string, loader: string): void {
  const path = text.match(AT)?.[1] ?? text.match(/^models\/([^/\s]+\/[^/\s]+)$/)?.[1];
  if (path !== undefined) refuseParts(text, path, { kind: text.includes('@') ? 'revision' : 'prefix', loader });
}

const IS: Readonly<Record<'page' | 'git' | 'file system' | 'revision' | 'prefix', string>> = {
  page: 'the page of a model',
  git: 'the git address of a model',
  'file system': 'the hf:// address of a model',
  revision: 'an id with a revision',
  prefix: 'an id with a prefix',
};

function refuseParts(
  text: string,
  path: string,
  { kind, loader }: { readonly kind: keyof typeof IS; readonly loader: string },
): void {
  const parts = path.split('/').filter(Boolean).map(unescaped);
  if (parts.includes('resolve')) return;
  if (parts[0] === 'api') parts.shift();
  if (OTHERS.includes(parts[0] ?? '')) {
    throw new InputError(
      `${show(text)} is a page of ${parts[0]}, not a model; pass the id of a model, such as "facebook/wav2vec2-base"`,
    );
  }
  if (parts[0] === 'models') parts.shift();
  if (parts.length === 0) {
    throw new InputError(`${show(text)} names no model; pass the id of a model, such as "facebook/wav2vec2-base"`);
  }
  const [owner, name, view, ...rest] = parts as [string, ...string[]];
  // A revision holds slashes (refs/pr/3) only where they are escaped, or behind an @.
  const [own, ...named] = (name ?? '').split('@');
  const id = [owner, own!.replace(/\.git$/, '')].filter(Boolean).join('/');
  if (!isHubId(id)) return;
  const revision =
    named.length > 0
      ? revisionIn([named.join('@'), ...parts.slice(2)])
      : VIEWS.includes(view ?? '')
        ? rest[0]
        : undefined;
  const call = revision && revision !== 'main' ? `${show(id)}, { revision: ${show(revision)} }` : show(id);
  throw new InputError(`${show(text)} is ${IS[kind]}; pass its id: ${loader}(${call})`);
}

/** Of `refs/pr/3/config.json` the first three parts, of `v2/config.json` the first. */
function revisionIn(parts: readonly string[]): string {
  return parts.slice(0, parts[0] === 'refs' ? 3 : 1).join('/');
}

/** A part of an address as it was before it was escaped; as it stands where it was not. */
function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
