import { InputError, inNode, nodeModule, show } from '@audiate/protocol';
import { nodeFor } from '../disk/node.js';
import type { CheckpointSource } from '../files/checkpoint-source.js';
import { checkEndpoint, checkRevision, checkToken, isHubId } from '../hub/environment.js';
import { type HubOptions, openHub } from '../hub/hub-source.js';
import { fileUrl, refusal } from '../hub/remote-file.js';
import { openFolder } from './folder.js';
import { openUrl } from './url.js';

/**
 * Opens what a user names: an address (https://…, or a file: URL), else a local folder, else a model's id on the Hub. In a
 * browser, which has no folders, an id is fetched from the Hub as an address is, and the browser's own cache serves.
 * @throws InputError when it is none of them, or cannot be opened.
 */
export async function openSource(named: string | URL, options: HubOptions): Promise<CheckpointSource> {
  const text = String(named);
  refusePage(text);
  // A token is the Hub's, and no address's.
  if (/^https?:\/\//i.test(text)) return openUrl(text, { ...options, token: undefined });
  if (!inNode) return openHubInBrowser(text, options);
  const node = nodeFor('a checkpoint folder');
  const folder = /^file:/i.test(text) ? nodeModule('node:url').fileURLToPath(text) : text;
  const opened = await openFolder(folder, node);
  if (opened) return opened;
  if (isHubId(text)) return openHub(text, options, node);
  throw new InputError(
    `${show(text)} is not a folder; pass a folder with config.json and weights, the id of a model on the Hugging Face Hub, an address, or { config, weights }`,
  );
}

/** The Hub's own pages, which people copy from the browser: nothing is served there but HTML. */
const PAGE = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/([^?#]+)/i;

/** @throws InputError for the address of a page of the Hub, with the id to pass instead. */
function refusePage(text: string): void {
  const path = text.match(PAGE)?.[1]?.split('/').filter(Boolean);
  if (!path || path.includes('resolve') || path[0] === 'api') return;
  const [owner, name, kind, revision] = path.map(unescaped);
  if (owner === 'datasets' || owner === 'spaces') {
    throw new InputError(
      `${show(text)} is a page of ${owner}, not a model; pass the id of a model, such as "facebook/wav2vec2-base"`,
    );
  }
  const id = [owner, name].filter(Boolean).join('/');
  if (!isHubId(id)) return;
  const other = (kind === 'tree' || kind === 'blob') && revision && revision !== 'main' ? revision : undefined;
  const call = other ? `${show(id)}, { revision: ${show(other)} }` : show(id);
  throw new InputError(`${show(text)} is the page of a model; pass its id: loadWav2Vec2(${call})`);
}

/** A part of an address as it was before it was escaped; as it stands where it was not. */
function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function openHubInBrowser(id: string, options: HubOptions): CheckpointSource {
  if (!isHubId(id)) {
    throw new InputError(
      `${show(id)} is no id of a model on the Hugging Face Hub; here pass such an id, an address (https://…) or { config, weights }`,
    );
  }
  const revision = checkRevision(options.revision ?? 'main');
  const endpoint = checkEndpoint(options.endpoint);
  const folder = fileUrl({ endpoint, id, revision }, '');
  const token = options.token ? checkToken(options.token) : undefined;
  const source = openUrl(folder, { ...options, token, refusal: (refused) => refusal({ endpoint, id }, refused) });
  return { ...source, name: id.split('/').at(-1)!, place: show(id) };
}
