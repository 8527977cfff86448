import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelAdapter } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import type { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { argumentWords } from './completion/words.js';
import { withFeatures } from './model/with-features.js';
import { program } from './program.js';
import { layerOf } from './target/layer-of.js';
import { objectivesOf } from './target/objectives-of.js';
import { parseTarget, TARGET_FORMS } from './target/parse-target.js';
import { parseUnits } from './target/parse-units.js';
import { linesOfHelp, linesOfPage } from './testing/command-lines.js';
import { remembering } from './testing/ran.js';

let model: ModelAdapter;
beforeAll(async () => {
  ({ model } = await withFeatures((await tiny()) as ModelAdapter, {}));
});
afterAll(() => model.dispose());

/** All commands of a program. */
const commandsOf = (command: Command): Command[] => [command, ...command.commands.flatMap(commandsOf)];

const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}`.trim() : '';

/** The help of every command, by its path. */
function helps(): [string, string][] {
  const { out, terminal } = remembering();
  return commandsOf(program(terminal, () => {})).map((command) => {
    command.outputHelp();
    return [pathOf(command), out.splice(0).join('\n')];
  });
}

/** Parses a command line to the last word; nothing is done. @returns what its arguments were given, by their names. */
async function parsed(words: readonly string[]): Promise<Record<string, unknown>> {
  const commands = program(remembering().terminal, () => {});
  let found: Record<string, unknown> = {};
  for (const command of commandsOf(commands).filter(({ commands: within }) => within.length === 0)) {
    command.action((...given: unknown[]) => {
      found = Object.fromEntries(command.registeredArguments.map((argument, i) => [argument.name(), given[i]]));
    });
  }
  await commands.parseAsync([...words], { from: 'user' });
  return found;
}

const EXAMPLES = helps().flatMap(([path, text]) =>
  linesOfHelp(text.split('Examples:')[1] ?? '').map((words) => [path, words] as const),
);

test('there are examples to look at', () => {
  expect(new Set(EXAMPLES.map(([path]) => path)).size).toBeGreaterThan(15);
});

test.each(EXAMPLES)('an example of the help of %j parses, and tiny has what it asks of it: %j', async (_, words) => {
  const { model: named, target, unit, layer } = (await parsed(words)) as Record<string, never>;
  if (named !== 'tiny') return;
  if (words[0] === 'atlas') return;
  for (const text of (target ?? []) as string[])
    expect(objectivesOf(model, [parseTarget(text)]).length).toBeGreaterThan(0);
  for (const text of (unit ?? []) as string[]) expect(parseUnits(text).units.length).toBeGreaterThan(0);
  for (const text of (layer ?? []) as string[]) layerOf(model, text);
});

test.each(TARGET_FORMS)('the form %j that help names is one that is read', (form) => {
  expect(form).toContain(':');
  expect(() => parseTarget(form)).not.toThrow();
});

test('what completion offers for a target is read, and tiny has it', async () => {
  const { target, unit } = await argumentWords();
  for (const word of [...target!, ...unit!]) {
    const text = word === 'word:' ? 'word:IY' : word.endsWith(':') ? `${word}0` : word;
    expect(objectivesOf(model, [parseTarget(text)]).length, word).toBeGreaterThan(0);
  }
});

const ROOT = join(import.meta.dirname, '../../..');
const PAGES = [
  ...['README.md', 'packages/audiate/README.md'],
  ...readdirSync(join(ROOT, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
].map((page) => [page, linesOfPage(readFileSync(join(ROOT, page), 'utf8'))] as const);

test.each(PAGES.filter(([, lines]) => lines.length > 0))('every command line of %s parses', async (_, lines) => {
  for (const words of lines) await parsed(words);
});
