import type { CommandSpec, FlagSpec } from './spec.js';

/**
 * What bash and zsh share: functions that print the words of a place, a line each, by what the driver found of the command line. A line
 * `:files` stands for the files that are there.
 */
export function tables(specs: readonly CommandSpec[]): string {
  return [
    block('_audiate_commands', '$1', specs, ({ path, commands }) =>
      entry(
        path,
        commands.map(({ name }) => name),
      ),
    ),
    block('_audiate_flags', '$1', specs, ({ path, flags }) =>
      entry(
        path,
        flags.flatMap(({ names }) => names),
      ),
    ),
    block('_audiate_value', '$1 $2', specs, (spec) =>
      spec.flags.filter(({ value }) => value !== 'none').map(valueEntry(spec)),
    ),
    block(
      '_audiate_many',
      '$1 $2',
      specs,
      (spec) =>
        spec.flags.flatMap((flag) => (flag.value === 'many' ? [`    ${patterns(spec.path, flag)}) return 0 ;;`] : [])),
      'return 1',
    ),
    block(
      '_audiate_takes',
      '$1 $2',
      specs,
      (spec) =>
        spec.flags.flatMap((flag) => (flag.value === 'none' ? [] : [`    ${patterns(spec.path, flag)}) return 0 ;;`])),
      'return 1',
    ),
    block('_audiate_argument', '$1 $2', specs, ({ path, arguments: places }) =>
      places.flatMap(({ words, files, many }, i) => {
        const place = many ? `'${path} '*` : `'${path} ${i}'`;
        return entry(undefined, [...words, ...(files ? [':files'] : [])], place);
      }),
    ),
  ].join('\n');
}

function block(
  name: string,
  subject: string,
  specs: readonly CommandSpec[],
  entries: (spec: CommandSpec) => readonly string[],
  otherwise = '',
): string {
  const lines = specs.flatMap(entries);
  return [
    `${name}() {`,
    `  case "${subject}" in`,
    ...lines,
    '  esac',
    ...(otherwise ? [`  ${otherwise}`] : []),
    '}',
  ].join('\n');
}

function entry(path: string | undefined, words: readonly string[], place = `'${path}'`): string[] {
  return words.length === 0 ? [] : [`    ${place}) printf '%s\\n' ${words.map((word) => `'${word}'`).join(' ')} ;;`];
}

const valueEntry =
  ({ path }: CommandSpec) =>
  (flag: FlagSpec): string => {
    const words = [...flag.words, ...(flag.files ? [':files'] : [])];
    return `    ${patterns(path, flag)}) ${words.length > 0 ? `printf '%s\\n' ${words.map((word) => `'${word}'`).join(' ')}` : ':'} ;;`;
  };

const patterns = (path: string, { names }: FlagSpec): string => names.map((name) => `'${path} ${name}'`).join('|');
