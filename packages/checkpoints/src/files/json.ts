import { InputError, show } from '@audiate/protocol';
import type { ByteSource } from './byte-source.js';
import { checkIsFile } from './check-is-file.js';
import type { CheckpointSource } from './checkpoint-source.js';
import { MAX_JSON_BYTES } from './limits.js';

/**
 * A JSON file of a checkpoint, parsed; undefined where there is none.
 * @param onProblem is told of what would be thrown of the file's contents, which then count as none.
 * @throws InputError when it is not JSON text, or above 32 MiB.
 */
export async function readJson(
  source: CheckpointSource,
  file: string,
  onProblem?: (problem: InputError) => void,
): Promise<unknown> {
  const found = await source.open(file);
  return (
    found &&
    parseJson(found, `${file} in ${source.place}`).catch((error: unknown) => {
      if (!onProblem || !(error instanceof InputError)) throw error;
      onProblem(error);
    })
  );
}

async function parseJson(bytes: ByteSource, thing: string): Promise<unknown> {
  if (bytes.size > MAX_JSON_BYTES) {
    throw new InputError(`${thing} has ${bytes.size} bytes, more than the ${MAX_JSON_BYTES} that a JSON file may have`);
  }
  await checkIsFile(bytes, thing);
  const text = await bytes.read(0, bytes.size);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch (error) {
    throw new InputError(`${thing} is not JSON: ${(error as Error).message.replace(/\s+/g, ' ')}`);
  }
}

/** A JSON object, neither null nor a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws InputError unless the value is a JSON object. */
export function asObject(thing: string, value: unknown): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  throw new InputError(`${thing} must be an object, got ${show(value)}`);
}

/** A file's name as shards and errors use it: one plain name, no folder. */
export function checkPlainName(thing: string, name: unknown): string {
  if (typeof name === 'string' && /^[A-Za-z0-9_][\w.-]{0,200}$/.test(name)) return name;
  throw new InputError(`${thing} must be a plain file name without folders, got ${show(name)}`);
}
