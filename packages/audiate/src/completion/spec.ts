import type { Argument, Command, Option } from 'commander';

/** What may stand in a place of a command line: words of a list, or files. */
export interface Place {
  readonly words: readonly string[];
  readonly files: boolean;
}

/** A flag. */
export interface FlagSpec extends Place {
  /** `--steps`, and `-V` where it has a short form. */
  readonly names: readonly string[];
  readonly description: string;
  readonly value: 'none' | 'one' | 'many';
}

/** A command, or the program itself. */
export interface CommandSpec {
  /** Names from the program down: `export table`, or nothing for the program. */
  readonly path: string;
  readonly description: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly flags: readonly FlagSpec[];
  readonly arguments: readonly (Place & { readonly many: boolean })[];
}

/** Words that arguments take, by the name of the argument: `model`, `target`. */
export type ArgumentWords = Readonly<Record<string, readonly string[]>>;

/** What a shell may expand or cut is no word of a list. */
const PLAIN = /^[\w.:@/+-]+$/;

/** All commands of a program, as shells are told of them. @param words for arguments whose names are not of files. */
export function specsOf(program: Command, words: ArgumentWords): CommandSpec[] {
  const specs: CommandSpec[] = [];
  const visit = (command: Command, path: readonly string[]) => {
    const help = command.createHelp();
    const commands = help.visibleCommands(command);
    specs.push({
      path: path.join(' '),
      description: command.description(),
      commands: commands.map((one) => ({ name: one.name(), description: one.description() })),
      flags: help.visibleOptions(command).map(flagOf),
      arguments: command.registeredArguments.map((argument) => placeOf(argument, words)),
    });
    for (const one of command.commands) visit(one, [...path, one.name()]);
  };
  visit(program, []);
  return specs;
}

function flagOf(option: Option): FlagSpec {
  const value = option.variadic ? 'many' : option.required || option.optional ? 'one' : 'none';
  const words = plain(option.argChoices ?? []);
  return {
    names: [option.long, option.short].filter((name) => name != null),
    description: option.description,
    value,
    words,
    files: words.length === 0 && FILES.test(option.flags),
  };
}

/** Values that are files, by what a flag calls them. */
const FILES = /<(folder|file|source|model)/;

function placeOf(argument: Argument, words: ArgumentWords) {
  const name = argument.name();
  const known = plain(argument.argChoices ?? (Object.hasOwn(words, name) ? words[name]! : []));
  return { words: known, files: !NOT_FILES.has(name), many: argument.variadic };
}

/** Arguments that no file can be. */
const NOT_FILES = new Set(['target', 'unit', 'layer', 'shell']);

const plain = (words: readonly string[]): string[] => words.filter((word) => PLAIN.test(word));
