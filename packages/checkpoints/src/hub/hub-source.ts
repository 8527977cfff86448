import { InputError, show } from '@audiate/protocol';
import type { NodeModules } from '../disk/node.js';
import { openedFiles } from '../disk/opened-files.js';
import type { CheckpointSource } from '../files/checkpoint-source.js';
import { byteLimit } from '../files/limits.js';
import { patiently } from '../web/patience.js';
import { type DownloadProgress, progressMeter } from '../web/progress.js';
import type { Requests } from '../web/request.js';
import { type HubCache, hubCache, isCommit } from './cache.js';
import { download } from './download.js';
import { checkRevision, type HubChoices, hubSettings } from './environment.js';
import { lookUp, type RemoteFile, type RemotePlace, refusal } from './remote-file.js';
import { unwritable } from './unwritable.js';

/** Options of {@link openHub}. */
export interface HubOptions extends HubChoices {
  readonly revision?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/**
 * A model of the Hugging Face Hub, through the Hub's standard cache. Its branch is looked up once, and every file is then
 * of that one commit: a model that is cached takes one request, none for a revision that is a commit's hash, and none
 * offline. When the Hub cannot be asked, the commit that was looked up last serves.
 * @throws InputError, also later for a file, when it is neither to be had nor cached.
 */
export async function openHub(id: string, options: HubOptions, node: NodeModules): Promise<CheckpointSource> {
  const { revision = 'main', signal, onProgress } = options;
  const { endpoint, token, cacheDir, offline, symlinks, silenceMs } = await hubSettings(options, node);
  const place: RemotePlace = { endpoint, id, revision: checkRevision(revision) };
  const cache = hubCache(cacheDir, id, symlinks, node);
  const requests: Requests = { token, tokenOrigin: new URL(endpoint).origin, signal, silenceMs: silenceMs.lookUp };
  const found = await findCommit(place, cache, offline, requests);
  const files = openedFiles(node);
  const fetchFile = async (file: string): Promise<string | undefined> => {
    const pinned = { ...place, revision: found.commit };
    const known = found.remote?.(file) ?? (await patiently(() => lookUp(pinned, file, requests), signal));
    if ('failed' in known || 'again' in known) {
      const why = 'failed' in known ? known.failed : known.again;
      throw new InputError(`${file} of ${show(id)} cannot be downloaded: ${why}`);
    }
    if ('absent' in known) {
      await cache.rememberAbsent(found.commit, file);
      return undefined;
    }
    const thing = `${file} of ${show(id)}`;
    const onDisk = (error: Error) => Promise.reject(unwritable(thing, cache.folder, error));
    const blob = await cache.blob(known.found.etag).catch(onDisk);
    await download(known.found, blob, {
      requests: { ...requests, silenceMs: silenceMs.download },
      node,
      meter: progressMeter(file, onProgress),
      thing,
      limit: byteLimit(file),
      refusal: (refused) => refusal(place, refused),
    });
    return cache.link(blob, found.commit, file).catch(onDisk);
  };
  return {
    name: id.split('/').at(-1)!,
    place: found.remote ? show(id) : `the cached ${show(id)} in ${cache.folder}`,
    async open(file) {
      const cached = await cache.find(found.commit, file);
      if (cached !== undefined) return files.open(cached);
      if (!found.remote || (await cache.isKnownAbsent(found.commit, file))) return undefined;
      const path = await fetchFile(file);
      return path === undefined ? undefined : files.open(path);
    },
    close: files.close,
  };
}

/** The commit that is loaded, and what is known of its files where the Hub may be asked. */
interface FoundCommit {
  readonly commit: string;
  readonly remote?: (file: string) => { readonly found: RemoteFile } | undefined;
}

async function findCommit(
  place: RemotePlace,
  cache: HubCache,
  offline: boolean,
  requests: Requests,
): Promise<FoundCommit> {
  const { id, revision } = place;
  const cached = isCommit(revision) ? revision : await cache.commitOf(revision);
  if (offline) {
    if (cached) return { commit: cached };
    throw new InputError(
      `${show(id)} at revision ${show(revision)} is not in the cache ${cache.folder}, and HF_HUB_OFFLINE forbids to ask for it`,
    );
  }
  if (isCommit(revision)) return { commit: revision, remote: () => undefined };
  const ask = () => lookUp(place, PROBE, requests);
  const asked = cached ? await ask() : await patiently(ask, requests.signal);
  if ('failed' in asked || 'again' in asked) {
    if (cached) return { commit: cached };
    throw new InputError(
      `${show(id)} is no folder here, and from the Hub it cannot be downloaded: ${'failed' in asked ? asked.failed : asked.again}`,
    );
  }
  const commit = 'found' in asked ? asked.found.commit : asked.absent;
  if (commit === undefined) throw new InputError(`${show(id)} at revision ${show(revision)} has no ${PROBE}`);
  await cache.rememberCommit(revision, commit);
  return { commit, remote: (file) => (file === PROBE && 'found' in asked ? asked : undefined) };
}

/** The file by which a branch's commit is looked up: it is needed anyway. */
const PROBE = 'config.json';
