import { InputError, show } from '@audiate/protocol';
import { bodyLength } from '../web/body.js';
import { isTransient, type NotNow, retryAfterMs } from '../web/patience.js';
import { type Requests, send } from '../web/request.js';
import { isCommit } from './cache.js';

/** What the Hub tells of a file before it is fetched. */
export interface RemoteFile {
  readonly url: string;
  readonly commit: string;
  /** The name of its bytes: their SHA-256 for large files, git's SHA-1 of them for small ones. */
  readonly etag: string;
  /** Bytes; undefined where the server does not tell. */
  readonly size: number | undefined;
}

/** What the Hub answers of a file. */
export type Lookup =
  | { readonly found: RemoteFile }
  /** The repository and the revision are there, the file is not. */
  | { readonly absent: string | undefined }
  /** The Hub does not tell, or not now (`again`); the cache may help. The text completes "…: ". */
  | { readonly failed: string }
  | NotNow;

/** Where a file is to be had: an endpoint, a model, a revision. */
export interface RemotePlace {
  readonly endpoint: string;
  readonly id: string;
  readonly revision: string;
}

/** The address of a file. */
export function fileUrl({ endpoint, id, revision }: RemotePlace, file: string): string {
  return `${endpoint}/${id}/resolve/${encodeURIComponent(revision)}/${file}`;
}

/**
 * Asks the Hub for a file's commit, hash and size, as huggingface_hub does: HEAD, redirects followed on the same host
 * only, the headers X-Linked-* before the plain ones.
 * @throws InputError when the revision does not exist, or the answer is not that of a Hub.
 */
export async function lookUp(place: RemotePlace, file: string, requests: Requests): Promise<Lookup> {
  const url = fileUrl(place, file);
  const reply = await send(url, { method: 'HEAD', stayOnOrigin: true }, requests);
  if ('unreachable' in reply) return { again: reply.unreachable };
  const { status, headers } = reply.response;
  await reply.response.body?.cancel();
  const { host } = new URL(reply.url);
  const commit = headers.get('x-repo-commit') ?? undefined;
  const code = headers.get('x-error-code');
  if (status === 404 && code === 'RevisionNotFound') {
    throw new InputError(`${show(place.id)} has no revision ${show(place.revision)}`);
  }
  if (status === 404 && code === 'EntryNotFound') return { absent: commit && isCommit(commit) ? commit : undefined };
  if (status === 404 && code === null) {
    const again = `${host} answers with status 404 as no Hugging Face Hub does; is there a proxy, or another server?`;
    return { again, afterMs: retryAfterMs(headers) };
  }
  if (status >= 400) {
    const why = refusal(place, { status, code, host });
    return isTransient(status) ? { again: why, afterMs: retryAfterMs(headers) } : { failed: why };
  }
  const etag = (headers.get('x-linked-etag') ?? headers.get('etag') ?? '')
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
  if (!commit || !isCommit(commit)) {
    throw new InputError(
      `${host} does not answer as a Hugging Face Hub: it names no commit; check endpoint (HF_ENDPOINT)`,
    );
  }
  if (!/^[A-Za-z0-9][\w.-]{0,199}$/.test(etag)) throw new InputError(`${host} gives no usable ETag for ${file}`);
  const linked = headers.get('x-linked-size') ?? '';
  const size = /^\d{1,15}$/.test(linked) ? Number(linked) : status < 300 ? bodyLength(headers) : undefined;
  return { found: { url: fileUrl({ ...place, revision: commit }, file), commit, etag, size } };
}

/** An answer that gives nothing. */
export interface Refused {
  readonly status: number;
  /** The Hub's X-Error-Code. */
  readonly code: string | null;
  /** Who answered: the Hub, or where it redirected to. */
  readonly host: string;
}

/** Why a file is not given, by whom, and what to do. */
export function refusal(
  { endpoint, id }: Pick<RemotePlace, 'endpoint' | 'id'>,
  { status, code, host }: Refused,
): string {
  const hub = new URL(endpoint).host;
  if (code === 'GatedRepo') {
    return `its owners ask for consent first; give it at ${hub}/${id} and pass { token } or set HF_TOKEN (status ${status})`;
  }
  if ((status === 401 && host === hub) || code === 'RepoNotFound') {
    return `${host} knows no public model "${id}"; check the name, and for a private one pass { token } or set HF_TOKEN (status ${status})`;
  }
  if (status === 403) return `${host} forbids it to this token or this machine (status 403)`;
  if (status === 429) {
    const advice = host === hub ? 'wait some minutes or pass { token }' : 'wait some minutes';
    return `${host} is asked too often; ${advice} (status 429)`;
  }
  return `${host} answers with status ${status}`;
}
