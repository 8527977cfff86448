import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Recipe, replay, save } from '@audiate/core';
import { InputError, show } from '@audiate/protocol';
import type { Command } from 'commander';
import { openModel } from '../model/open-model.js';
import type { Terminal } from '../terminal/terminal.js';
import { addEngineFlags, type EngineFlags, engineOptions } from './engine-flags.js';
import { addModelFlags, type ModelFlags } from './model-flags.js';

interface ReplayFlags extends EngineFlags, ModelFlags {
  readonly out: string;
}

/** `audiate replay RECIPE MODEL`: the sound of a recipe again. */
export function addReplay(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('replay')
    .description('make the sound of a recipe again')
    .argument('<recipe>', 'a recipe.json that save or render wrote')
    .argument('<model>', 'the model that it was made with')
    .option('--out <folder>', 'where the sound and its page go', 'out/replay');
  addModelFlags(addEngineFlags(command)).action(async (file: string, named: string, flags: ReplayFlags) => {
    const recipe = await readRecipe(file);
    const model = await openModel(named, { signal: terminal.signal, sampleRate: flags.sampleRate });
    const result = await replay(recipe, { model, signal: terminal.signal, ...engineOptions(flags) });
    await save(result, flags.out);
    terminal.print(`open ${join(flags.out, 'index.html')} and listen`);
    (model as { dispose?(): void }).dispose?.();
  });
}

async function readRecipe(file: string): Promise<Recipe> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`the recipe ${show(file)} can't be read (${error.code}); name a recipe.json`);
  });
  try {
    return JSON.parse(text) as Recipe;
  } catch {
    throw new InputError(`the recipe ${show(file)} is not JSON; name a recipe.json that save or render wrote`);
  }
}
