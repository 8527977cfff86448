import type { Command } from 'commander';

/** Where a command writes. */
export interface OutputFlags {
  readonly out: string;
  readonly force?: boolean;
}

/** Adds `--out` and `--force` to a command. */
export function addOutputFlags(command: Command, out: string, what: string): Command {
  return command
    .option('--out <folder>', what, out)
    .option('--force', 'begin anew where another work lies; the files that it wrote are removed');
}
