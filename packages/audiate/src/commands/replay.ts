import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '@audiate/checkpoints';
import { type Recipe, replay, save } from '@audiate/core';
import { InputError, show } from '@audiate/protocol';
import type { Command } from 'commander';
import { addEngineFlags, type EngineFlags, engineOptions } from '../flags/engine-flags.js';
import { addModelFlags, type ModelFlags } from '../flags/model-flags.js';
import { withModel } from '../model/with-model.js';
import { EXIT } from '../terminal/exit.js';
import type { Terminal } from '../terminal/terminal.js';

interface ReplayFlags extends EngineFlags, ModelFlags {
  readonly out: string;
}

/** `audiate replay RECIPE MODEL`: the sound of a recipe again. */
export function addReplay(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('replay')
    .description('make the sound of a recipe again')
    .argument('<recipe>', 'the record of a sound that render left, or a recipe.json')
    .argument('<model>', 'the model that it was made with')
    .option('--out <folder>', 'where the sound and its page go', 'out/replay');
  addModelFlags(addEngineFlags(command)).action(async (file: string, named: string, flags: ReplayFlags) => {
    const recipe = await readRecipe(file);
    const result = await withModel(named, { ...flags, signal: terminal.signal }, (model) =>
      replay(recipe, { model, signal: terminal.signal, ...engineOptions(flags) }),
    );
    if (result.stopped === 'aborted') {
      terminal.error('stopped; nothing was written');
      return end(EXIT.interrupted);
    }
    await save(result, flags.out);
    terminal.print(`open ${join(flags.out, 'index.html')} and listen`);
  });
}

async function readRecipe(file: string): Promise<Recipe> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(
      `the recipe ${show(file)} can't be read (${error.code}); name the record of a sound, or a recipe.json`,
    );
  });
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new InputError(`the recipe ${show(file)} is not JSON; name the record of a sound, or a recipe.json`);
  }
  // A record of render holds the recipe beside what was found.
  return (isObject(found) && isObject(found.recipe) ? found.recipe : found) as Recipe;
}
