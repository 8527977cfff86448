import type { Command } from 'commander';

/** Where recordings are. */
export interface ClipFlags {
  readonly clips: string[];
}

/** Adds `--clips` to a command. */
export function addClipFlags(command: Command): Command {
  return command.requiredOption(
    '--clips <source...>',
    'folders, files, patterns, manifests or Parquet shards of recordings',
  );
}
