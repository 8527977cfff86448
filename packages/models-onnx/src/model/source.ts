import {
  type ByteSource,
  bytesGiven,
  bytesOfBlob,
  type CheckpointSource,
  checkPlainName,
  withSource,
} from '@audiate/checkpoints';
import { InputError, inNode, nodeModule, show } from '@audiate/protocol';
import type { OpenBeside } from '../file/external.js';
import { MAX_FILE_BYTES } from '../file/limits.js';
import type { LoadOnnxOptions } from './options.js';

/** A model's files in memory, for where there is no file system. */
export interface OnnxFiles {
  /** The bytes of the .onnx file. */
  readonly model: Uint8Array | ArrayBuffer;
  /** The files beside it in which it keeps weights, by their names; of a Blob (a File) only those weights are read. None unless given. */
  readonly beside?: Readonly<Record<string, Uint8Array | ArrayBuffer | Blob>>;
}

/** A model's bytes, and how the files beside it are opened. */
export interface OpenedModel {
  readonly name: string;
  /** What errors call it. */
  readonly thing: string;
  readonly bytes: Uint8Array;
  readonly beside: OpenBeside;
  readonly signal?: AbortSignal | undefined;
}

/** What a model's file is called unless told, in the order in which it is looked for. */
const FILES = ['model.onnx', 'onnx/model.onnx'];

/**
 * Opens a model for the time of `use`.
 * @throws InputError when it cannot be had, or is larger than protocol buffers may be.
 */
export async function withModel<T>(
  source: string | URL | Uint8Array | ArrayBuffer | OnnxFiles,
  options: LoadOnnxOptions,
  use: (opened: OpenedModel) => Promise<T>,
): Promise<T> {
  if (typeof source !== 'string' && !(source instanceof URL)) {
    options.signal?.throwIfAborted();
    return use(await inMemory(source, options.signal));
  }
  const { folder, file } = await placeOf(String(source), options.file);
  return withSource(folder, { ...options, loader: 'loadOnnx' }, async (opened, signal) => {
    const { found, path } = await openFirst(opened, file === undefined ? FILES : [file]);
    const within = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const name = file === undefined ? opened.name : path.slice(within.length).replace(/\.onnx$/, '');
    const thing = `${path} of ${opened.place}`;
    return use({
      name,
      thing,
      bytes: await readAll(found, thing),
      beside: (name) => opened.open(within + name),
      signal,
    });
  });
}

async function inMemory(source: Uint8Array | ArrayBuffer | OnnxFiles, signal?: AbortSignal): Promise<OpenedModel> {
  const files = source instanceof Uint8Array || source instanceof ArrayBuffer ? { model: source } : source;
  if (typeof files !== 'object' || files === null) {
    throw new InputError(
      `loadOnnx takes a file, an address, the id of a model on the Hub, or bytes, got ${show(source)}`,
    );
  }
  const { model, beside = {} } = files as OnnxFiles;
  const bytes = bytesGiven('an ONNX model', model, 'an .onnx file');
  return {
    name: 'onnx',
    thing: 'the model',
    bytes: await readAll(bytes, 'the model'),
    beside: async (name) => (Object.hasOwn(beside, name) ? bytesBeside(name, beside[name]) : undefined),
    signal,
  };
}

function bytesBeside(name: string, given: unknown): ByteSource {
  return given instanceof Blob ? bytesOfBlob(given) : bytesGiven(`the file ${show(name)}`, given, name);
}

async function openFirst(
  opened: CheckpointSource,
  files: readonly string[],
): Promise<{ readonly found: ByteSource; readonly path: string }> {
  for (const path of files) {
    const found = await opened.open(path);
    if (found) return { found, path };
  }
  throw new InputError(`${opened.place} has no ${files.join(' and no ')}; name the model's file: { file: "…" }`);
}

async function readAll(bytes: ByteSource, thing: string): Promise<Uint8Array> {
  if (bytes.size <= MAX_FILE_BYTES) return bytes.read(0, bytes.size);
  throw new InputError(
    `${thing} has ${bytes.size} bytes; an ONNX file has at most ${MAX_FILE_BYTES}, its weights beside it`,
  );
}

/** Of `models/vad.onnx`, an address of such a file or `owner/name/onnx/model.onnx` on the Hub what is opened, and which file. */
async function placeOf(
  named: string,
  file: string | undefined,
): Promise<{ readonly folder: string; readonly file: string | undefined }> {
  if (file !== undefined || !/\.onnx$/i.test(named.replace(/[?#].*$/, ''))) return { folder: named, file };
  if (/^https?:\/\//i.test(named)) {
    const address = URL.canParse(named) ? new URL(named) : undefined;
    if (!address) throw new InputError(`${show(named)} is no address`);
    const at = address.pathname.lastIndexOf('/');
    const last = decoded(address.pathname.slice(at + 1));
    address.pathname = address.pathname.slice(0, at);
    return { folder: address.href, file: checkPlainName(`the file of ${show(named)}`, last) };
  }
  if (inNode) {
    const path = /^file:/i.test(named) ? nodeModule('node:url').fileURLToPath(named) : named;
    const { dirname, basename } = nodeModule('node:path');
    const exists = await nodeModule('node:fs/promises')
      .stat(path)
      .then(
        () => true,
        () => false,
      );
    if (exists) return { folder: dirname(path), file: basename(path) };
  }
  const parts = named.split('/');
  if (parts.length > 2 && !/^[./~]/.test(named))
    return { folder: parts.slice(0, 2).join('/'), file: parts.slice(2).join('/') };
  throw new InputError(`there is no file ${show(named)}`);
}

/** What an address says with percent signs; as it stands where they are none of UTF-8. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
