import type { CommandSpec, FlagSpec } from './spec.js';

/** Fish's completion of a program. It starts no process. */
export function fishScript(specs: readonly CommandSpec[]): string {
  return `# Completion of audiate for fish: audiate completion fish | source
${driver(specs)}
complete -c audiate -f
${specs.flatMap((spec) => [...linesOf(spec)]).join('\n')}
`;
}

/** What tells the command that a line is of, and how many arguments it has before the cursor. */
function driver(specs: readonly CommandSpec[]): string {
  const commands = specs.filter(({ path }) => path !== '').map(({ path }) => quote(path));
  const taking = (values: readonly FlagSpec['value'][]) =>
    specs
      .flatMap(({ path, flags }) => flags.filter(({ value }) => values.includes(value)).map((flag) => ({ path, flag })))
      .flatMap(({ path, flag }) => flag.names.map((name) => quote(`${path} ${name}`)))
      .join(' ');
  return `set -g __audiate_commands ${commands.join(' ')}
set -g __audiate_takes ${taking(['one', 'many'])}
set -g __audiate_many ${taking(['many'])}
# Whether the line is of the command $argv[1], and, where asked for, at its argument or among the values of its flag $argv[2].
function __audiate_at
  set -l path ''
  set -l place 0
  set -l flag ''
  set -l words (commandline -opc)
  for word in $words[2..-1]
    if string match -q -- '-*' $word
      set flag ''
      contains -- "$path $word" $__audiate_takes; and set flag $word
    else if test -n "$flag"
      contains -- "$path $flag" $__audiate_many; or set flag ''
    else if contains -- (string trim -- "$path $word") $__audiate_commands
      set path (string trim -- "$path $word")
    else
      set place (math $place + 1)
    end
  end
  test "$path" = "$argv[1]"; or return 1
  set -q argv[2]; or return 0
  string match -q -- '--*' $argv[2]; and begin
    test "$flag" = $argv[2]
    return
  end
  test -z "$flag"; or return 1
  test $place = $argv[2]; and return 0
  set -q argv[3]; and test $place -gt $argv[2]
end`;
}

function* linesOf({ path, commands, flags, arguments: places }: CommandSpec): Generator<string> {
  const at = (...rest: (string | number)[]) =>
    `complete -c audiate -n ${quote(['__audiate_at', quote(path), ...rest].join(' '))}`;
  for (const { name, description } of commands) yield `${at(0)} -a ${quote(name)} -d ${quote(description)}`;
  for (const { names, description, value, words, files } of flags) {
    const parts = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
    if (value !== 'none') parts.push(files ? '-r -F' : '-x');
    if (words.length > 0) parts.push(`-a ${quote(words.join(' '))}`);
    yield `${at()} ${parts.join(' ')} -d ${quote(description)}`;
    if (value === 'many' && files) yield `${at(...names.slice(0, 1))} -F`;
  }
  for (const [i, { words, files, many }] of places.entries()) {
    const here = at(i, ...(many ? ['more'] : []));
    if (words.length > 0) yield `${here} -a ${quote(words.join(' '))}`;
    if (files) yield `${here} -F`;
  }
}

/** Between single quotes fish reads nothing but these two. */
const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
