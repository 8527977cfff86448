import { Argument, type Command } from 'commander';
import { bashScript } from '../completion/bash.js';
import { fishScript } from '../completion/fish.js';
import { specsOf } from '../completion/spec.js';
import { argumentWords } from '../completion/words.js';
import { zshScript } from '../completion/zsh.js';
import type { Terminal } from '../terminal/terminal.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

const EXAMPLES = `
Examples:
  source <(audiate completion bash)                               in ~/.bashrc
  source <(audiate completion zsh)                                in ~/.zshrc, after compinit
  audiate completion fish > ~/.config/fish/completions/audiate.fish`;

/** `audiate completion SHELL`: a script that completes commands, flags, choices and what `tiny` has. */
export function addCompletion(commands: Command, terminal: Terminal): void {
  commands
    .command('completion')
    .description('print a script that lets a shell complete commands, flags and targets')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: keyof typeof SCRIPTS) => {
      terminal.print(SCRIPTS[shell](specsOf(commands, await argumentWords())).trimEnd());
    });
}
