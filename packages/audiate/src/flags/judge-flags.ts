import type { Command } from 'commander';

/** Who else hears the sounds. */
export interface JudgeFlags {
  readonly judge?: string[];
}

/** Adds `--judge` to a command. */
export function addJudgeFlag(command: Command): Command {
  return command.option(
    '--judge <model>',
    'a model that took no part, also several times',
    (name: string, before: string[] = []) => [...before, name],
  );
}
