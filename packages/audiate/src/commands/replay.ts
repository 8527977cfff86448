import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '@audiate/checkpoints';
import { type Recipe, replay, save } from '@audiate/core';
import { hashBytes, InputError, show } from '@audiate/protocol';
import type { Command } from 'commander';
import { addEngineFlags, type EngineFlags, engineOptions } from '../flags/engine-flags.js';
import { addModelFlags, type ModelFlags } from '../flags/model-flags.js';
import { addOutputFlags, type OutputFlags } from '../flags/output-flags.js';
import { withModel } from '../model/with-model.js';
import { claimOutput } from '../output/claim-output.js';
import { readWithin } from '../output/read-within.js';
import { modelOf } from '../output/work.js';
import { EXIT } from '../terminal/exit.js';
import { progressOf } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';

interface Flags extends EngineFlags, ModelFlags, OutputFlags {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate replay out/logit-iy.json tiny                        a sound that render left
  audiate replay recipe.json facebook/wav2vec2-base --out again`;

/** `audiate replay RECIPE MODEL`: the sound of a recipe again. */
export function addReplay(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('replay')
    .description('make the sound of a recipe again')
    .argument('<recipe>', 'the record of a sound that render left, or a recipe.json')
    .argument('<model>', 'the model that it was made with')
    .addHelpText('after', EXAMPLES);
  addOutputFlags(command, 'out/replay', 'where the sound and its page go');
  addModelFlags(addEngineFlags(command))
    .option('--json', 'what was made as JSON')
    .action(async (file: string, named: string, flags: Flags) => {
      end(await replayOne(file, named, { flags, terminal }));
    });
}

async function replayOne(
  file: string,
  named: string,
  { flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): Promise<number> {
  const { out, json, force } = flags;
  const recipe = await readRecipe(file);
  const progress = progressOf(terminal);
  const engine = engineOptions(flags);
  try {
    const features = hasFeatures(recipe);
    return await withModel(named, { ...flags, features, signal: terminal.signal }, async (model) => {
      const settings = { recipe: hashBytes(new TextEncoder().encode(JSON.stringify(recipe))) };
      const work = { command: 'replay', model: modelOf(model), targets: [], settings };
      const { within } = await readWithin(out, [file], terminal.signal);
      const output = await claimOutput(out, work, { files: filesOf(recipe), reads: within, force });
      const result = await replay(recipe, {
        ...engine,
        model,
        signal: terminal.signal,
        onStep: ({ step, steps, total }) => progress.show(step + 1, steps, `score ${Math.max(...total).toFixed(3)}`),
      });
      progress.stop();
      if (result.stopped === 'aborted') {
        terminal.error('stopped; nothing was written');
        return EXIT.interrupted;
      }
      await output.begin();
      await save(result, out);
      const page = join(out, 'index.html');
      terminal.print(
        json ? JSON.stringify({ scores: result.scores, stopped: result.stopped, page }) : `open ${page} and listen`,
      );
      return EXIT.done;
    });
  } finally {
    progress.stop();
  }
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

/** More are a mistake. */
const MOST = 100_000;

/** What `save` writes; a recipe that says another number of sounds is refused by `replay`. */
function filesOf({ batch }: Recipe): string[] {
  const names =
    Number.isInteger(batch) && batch > 1 && batch <= MOST
      ? Array.from({ length: batch }, (_, item) => `audio-${item}`)
      : ['audio'];
  return ['index.html', 'recipe.json', ...names.flatMap((name) => [`${name}.wav`, `${name}.png`])];
}

/** Whether a recipe was made with tiny's own dictionary. */
function hasFeatures({ model }: Recipe): boolean {
  return isObject(model) && model.name === 'tiny with tiny-features';
}
