import { InputError, inNode, nodeModule, show } from '@audiate/protocol';
import { nodeFor } from '../disk/node.js';
import type { CheckpointSource } from '../files/checkpoint-source.js';
import { checkEndpoint, checkRevision, checkToken, isHubId } from '../hub/environment.js';
import { type HubOptions, openHub } from '../hub/hub-source.js';
import { fileUrl, refusal } from '../hub/remote-file.js';
import { openFolder } from './folder.js';
import { refuseAddress, refuseNearId } from './hub-address.js';
import { openUrl } from './url.js';

/** Options of {@link openSource}. */
export interface OpenOptions extends HubOptions {
  /** The function that the user called, as errors name it. */
  readonly loader: string;
  /** Whether an id of the Hub is all that may be named; false unless given. */
  readonly hubOnly?: boolean | undefined;
}

/**
 * Opens what a user names: an address (https://…, or a file: URL), else a local folder, else a model's id on the Hub. In a
 * browser, which has no folders, an id is fetched from the Hub as an address is, and the browser's own cache serves.
 * @throws InputError when it is none of them, or cannot be opened.
 */
export async function openSource(named: string | URL, options: OpenOptions): Promise<CheckpointSource> {
  const text = String(named);
  refuseAddress(text, options.loader);
  if (options.hubOnly && !isHubId(text)) {
    throw new InputError(
      `${show(text)} is no id of a model on the Hugging Face Hub; pass one, such as "facebook/wav2vec2-base"`,
    );
  }
  // A token is the Hub's, and no address's.
  if (/^https?:\/\//i.test(text)) return openUrl(text, { ...options, token: undefined });
  if (!inNode) return openHubInBrowser(text, options);
  const node = nodeFor('a checkpoint folder');
  const folder = /^file:/i.test(text) ? nodeModule('node:url').fileURLToPath(text) : text;
  const opened = options.hubOnly ? undefined : await openFolder(folder, node);
  if (opened) return opened;
  if (isHubId(text)) return openHub(text, options, node);
  refuseNearId(text, options.loader);
  throw new InputError(
    `${show(text)} is not a folder; pass a folder with config.json and weights, the id of a model on the Hugging Face Hub, an address, or { config, weights }`,
  );
}

function openHubInBrowser(id: string, options: OpenOptions): CheckpointSource {
  if (!isHubId(id)) {
    refuseNearId(id, options.loader);
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
