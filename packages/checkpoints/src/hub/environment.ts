import { checkNumber, InputError, show } from '@audiate/protocol';
import type { NodeModules } from '../disk/node.js';
import { shortText } from '../disk/short-text.js';
import { SILENCE_MS } from '../web/request.js';

/** How the Hub is reached, where it is cached and what may be sent to it. */
export interface HubSettings {
  /** Scheme and host, and a path where a mirror has one; without a slash at the end. */
  readonly endpoint: string;
  readonly token: string | undefined;
  readonly cacheDir: string;
  readonly offline: boolean;
  readonly symlinks: boolean;
  /** A look-up that is silent for so long, and a download, is given up and tried again. */
  readonly silenceMs: { readonly lookUp: number; readonly download: number };
}

/** What the user gave; each wins over the environment. */
export interface HubChoices {
  readonly endpoint?: string | undefined;
  readonly token?: string | false | undefined;
  readonly cacheDir?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_ENDPOINT = 'https://huggingface.co';

/**
 * The settings by the rules of Python's huggingface_hub 1.33: HF_ENDPOINT; HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE;
 * HF_HUB_CACHE, else HUGGINGFACE_HUB_CACHE, else `hub` in HF_HOME, else in XDG_CACHE_HOME (`~/.cache`) `/huggingface`;
 * HF_TOKEN, else the file HF_TOKEN_PATH or `token` in HF_HOME, neither when HF_HUB_DISABLE_IMPLICIT_TOKEN is set;
 * HF_HUB_ETAG_TIMEOUT and HF_HUB_DOWNLOAD_TIMEOUT, 10 s unless set.
 * @throws InputError for an endpoint that is no address, a timeout that is no number, and for a token that no header can carry (which it never shows).
 */
export async function hubSettings(
  choices: HubChoices,
  node: NodeModules,
  environment: Environment = process.env,
): Promise<HubSettings> {
  const { path, os } = node;
  const expand = (text: string) =>
    text
      .replace(/^~(?=[/\\]|$)/, os.homedir())
      .replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced, plain) => environment[braced ?? plain] ?? whole);
  const xdg = environment.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  const home = expand(environment.HF_HOME ?? path.join(xdg, 'huggingface'));
  const cacheDir =
    choices.cacheDir ?? expand(environment.HF_HUB_CACHE ?? environment.HUGGINGFACE_HUB_CACHE ?? path.join(home, 'hub'));
  return {
    endpoint: checkEndpoint(choices.endpoint ?? (environment.HF_ENDPOINT || DEFAULT_ENDPOINT)),
    token: await findToken(
      choices.token,
      expand(environment.HF_TOKEN_PATH ?? path.join(home, 'token')),
      node,
      environment,
    ),
    cacheDir: path.resolve(cacheDir),
    offline: isTrue(environment.HF_HUB_OFFLINE || environment.TRANSFORMERS_OFFLINE),
    symlinks: !isTrue(environment.HF_HUB_DISABLE_SYMLINKS),
    silenceMs: {
      lookUp: milliseconds('HF_HUB_ETAG_TIMEOUT', environment),
      download: milliseconds('HF_HUB_DOWNLOAD_TIMEOUT', environment),
    },
  };
}

/** An endpoint without a slash at its end. @throws InputError when it is none; what it holds is not shown. */
export function checkEndpoint(endpoint: string = DEFAULT_ENDPOINT): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash) {
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  }
  throw new InputError(
    'endpoint (HF_ENDPOINT) must be an address such as https://huggingface.co, without user, password or query',
  );
}

/** A token without the space around it. @throws InputError, without showing it, when a header cannot carry it. */
export function checkToken(token: string): string | undefined {
  const trimmed = token.trim();
  if (/^[\x21-\x7e]*$/.test(trimmed)) return trimmed || undefined;
  throw new InputError('the token of the Hugging Face Hub must be one word of ASCII characters, such as hf_…');
}

/** A model's id: `name` or `owner/name`, as the Hub allows it. */
export function isHubId(text: string): boolean {
  return (
    /^(?:[A-Za-z0-9_][\w.-]*\/)?[A-Za-z0-9_][\w.-]*$/.test(text) &&
    text.length <= 96 &&
    !/--|\.\.|[.-]$|[.-]\/|\.git$/.test(text)
  );
}

/** A branch, tag or commit. @throws InputError for what could leave the cache's folder of names. */
export function checkRevision(revision: string): string {
  const plain = /^[\w.@+-]+(?:\/[\w.@+-]+)*$/.test(revision) && !revision.split('/').some((part) => /^\.+$/.test(part));
  if (plain && revision.length <= 200) return revision;
  throw new InputError(`revision must be a branch, tag or commit such as "main", got ${show(revision)}`);
}

async function findToken(
  chosen: string | false | undefined,
  file: string,
  node: NodeModules,
  environment: Environment,
): Promise<string | undefined> {
  if (chosen === false) return undefined;
  if (chosen !== undefined) return checkToken(chosen);
  if (isTrue(environment.HF_HUB_DISABLE_IMPLICIT_TOKEN)) return undefined;
  const found = environment.HF_TOKEN || environment.HUGGING_FACE_HUB_TOKEN || (await shortText(file, node));
  return checkToken(found);
}

/** Seconds of a variable, at most an hour. */
function milliseconds(name: string, environment: Environment): number {
  const text = environment[name]?.trim();
  if (!text) return SILENCE_MS;
  return 1000 * checkNumber(name, Number(text), { above: 0, max: 3600 });
}

function isTrue(value: string | undefined): boolean {
  return ['1', 'ON', 'YES', 'TRUE'].includes((value ?? '').toUpperCase());
}
