import { InputError, type NodeFiles, nodeFiles, nodeModule, show } from '@audiate/protocol';
import { type ByteStream, byteStream } from './byte-stream.js';
import { showAddress } from './show-address.js';

/**
 * Where a sound file is: its path, its bytes, its address (`file:`, `http:`, `https:`, `data:`, `blob:`; as a string or a
 * `URL`), or a `Blob` or `File`, as a page's file input and a drop give it.
 */
export type AudioSource = string | URL | Uint8Array | ArrayBuffer | Blob;

/** Bytes that are asked for at a time. */
const PIECE_BYTES = 1 << 16;
const SCHEME = /^(file|https?|data|blob):/i;

/**
 * Opens a sound file; nothing is read yet.
 * @param signal ends the reading of it: what is asked for next, or is under way at an address, rejects with its reason.
 * @throws InputError for what is no source, is not there, is a folder or a pipe, or is refused by its server.
 */
export async function openSource(source: AudioSource, signal?: AbortSignal): Promise<ByteStream> {
  signal?.throwIfAborted();
  const stream = await open(source, signal);
  if (!signal) return stream;
  return {
    ...stream,
    get consumed() {
      return stream.consumed;
    },
    async read(most) {
      signal.throwIfAborted();
      return stream.read(most);
    },
    async head(length) {
      signal.throwIfAborted();
      return stream.head(length);
    },
  };
}

async function open(source: AudioSource, signal: AbortSignal | undefined): Promise<ByteStream> {
  if (source instanceof Uint8Array) return byteStream(piecesOf(source), source.length);
  if (source instanceof ArrayBuffer) return byteStream(piecesOf(new Uint8Array(source)), source.byteLength);
  if (typeof Blob !== 'undefined' && source instanceof Blob) return byteStream(blobPieces(source), source.size);
  if (typeof source !== 'string' && !(source instanceof URL)) {
    throw new InputError(
      `a sound file must be a path, a URL, a Blob or its bytes as a Uint8Array or ArrayBuffer, got ${show(source)}`,
    );
  }
  const address = String(source);
  if (!SCHEME.test(address)) {
    if (source instanceof URL)
      throw new InputError(`a sound's URL must begin with file:, http:, https:, data: or blob:, got ${show(address)}`);
    return openFile(address);
  }
  if (!/^file:/i.test(address)) return openAddress(address, signal);
  return openFile(pathOf(address));
}

function pathOf(address: string): string {
  try {
    return nodeModule('node:url').fileURLToPath(address);
  } catch (cause) {
    throw new InputError(`can't read ${show(address)}: ${(cause as Error).message}`, { cause });
  }
}

async function openFile(file: string): Promise<ByteStream> {
  const fault = `can't read the sound file ${JSON.stringify(file)}`;
  const { fs } = nodeFiles(fault);
  // Without O_NONBLOCK, which Windows lacks, to open a pipe waits for a writer.
  const flags = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);
  const handle = await fs.open(file, flags).catch((cause: NodeJS.ErrnoException) => {
    throw new InputError(`${fault}: ${REASONS[cause.code ?? ''] ?? cause.message}`, { cause });
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) {
      const what = found.isDirectory() ? 'a folder' : 'a pipe or a device';
      throw new InputError(`${fault}: it is ${what}; give one file`);
    }
    return byteStream(filePieces(handle, fault), found.size);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is none; look at the path and the folder that it counts from',
  ENOTDIR: 'there is none; look at the path and the folder that it counts from',
  EACCES: 'it may not be read; look at its permissions',
  EPERM: 'it may not be read; look at its permissions',
};

function filePieces(
  handle: Awaited<ReturnType<NodeFiles['fs']['open']>>,
  fault: string,
): AsyncIterator<Uint8Array, undefined> {
  return {
    async next() {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(PIECE_BYTES), 0, PIECE_BYTES).catch((cause) => {
        throw new InputError(`${fault}: ${cause.message}`, { cause });
      });
      return bytesRead > 0 ? { value: buffer.subarray(0, bytesRead) } : { done: true, value: undefined };
    },
    async return() {
      await handle.close();
      return { done: true, value: undefined };
    },
  };
}

async function openAddress(address: string, signal: AbortSignal | undefined): Promise<ByteStream> {
  const fault = `can't read the sound at ${showAddress(address)}`;
  const response = await fetch(address, signal ? { signal } : {}).catch((cause) => {
    signal?.throwIfAborted();
    throw new InputError(`${fault}: ${cause.cause?.message ?? cause.message}; look at the address and the network`, {
      cause,
    });
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new InputError(`${fault}: the server answers ${response.status} ${response.statusText}; look at the address`);
  }
  // The length is that of the coded body where there is a coding.
  const length = response.headers.get('content-encoding') ? null : response.headers.get('content-length');
  const pieces = bodyPieces(response.body.getReader(), { fault, signal });
  return byteStream(pieces, length === null ? Infinity : Number(length));
}

function bodyPieces(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { fault, signal }: { readonly fault: string; readonly signal: AbortSignal | undefined },
): AsyncIterator<Uint8Array, undefined> {
  return {
    async next() {
      const { done, value } = await reader.read().catch((cause) => {
        signal?.throwIfAborted();
        throw new InputError(`${fault}: the connection broke off; try again`, { cause });
      });
      return done ? { done: true, value: undefined } : { value };
    },
    async return() {
      await reader.cancel().catch(() => undefined);
      return { done: true, value: undefined };
    },
  };
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES);
    // Other tasks have a turn.
    await new Promise((resolve) => setTimeout(resolve));
  }
}

async function* blobPieces(blob: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < blob.size; at += PIECE_BYTES) {
    yield new Uint8Array(await blob.slice(at, at + PIECE_BYTES).arrayBuffer());
  }
}
