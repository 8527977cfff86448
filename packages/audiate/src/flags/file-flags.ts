import { lstat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { writeWhole } from '@audiate/media';
import { InputError, show } from '@audiate/protocol';
import type { Command } from 'commander';

/** Which file a command writes. */
export interface FileFlags {
  readonly out: string;
  readonly force?: boolean;
}

/** Adds `--out` and `--force` of one file to a command. */
export function addFileFlags(command: Command, out: string): Command {
  return command.option('--out <file>', 'the file to write', out).option('--force', 'replace a file that is there');
}

/** @throws InputError for a file that is there, unless forced. */
export async function checkFree({ out, force }: FileFlags): Promise<void> {
  const found = await lstat(out).catch(() => undefined);
  if (found && !force) throw new InputError(`there is a file ${show(out)} already; choose another --out, or --force`);
}

/** @param within names of files beside `out` that are read. @throws InputError where `out` is one of them. */
export function checkNotRead({ out }: FileFlags, within: readonly string[]): void {
  if (within.includes(basename(out))) {
    throw new InputError(`the file ${show(out)} is read and would be replaced; choose another --out`);
  }
}

/** Writes a file whole, or not at all. */
export async function writeFlagged(bytes: Uint8Array, { out }: FileFlags): Promise<void> {
  await writeWhole(dirname(out), new Map([[basename(out), bytes]]));
}
