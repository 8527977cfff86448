import { join } from 'node:path';
import type { Command } from 'commander';
import { addEngineFlags, type EngineFlags, engineOptions } from '../flags/engine-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../flags/model-flags.js';
import { addOutputFlags, type OutputFlags } from '../flags/output-flags.js';
import { addRenderFlags, type RenderFlags, settingsOf } from '../flags/render-flags.js';
import { addVariantFlags, togetherOf, type VariantFlags } from '../flags/variant-flags.js';
import { withModel } from '../model/with-model.js';
import { claimOutput } from '../output/claim-output.js';
import { modelOf } from '../output/work.js';
import { filesFor, namesOf, objectivesFor, readTargets, variantsOf } from '../rendering/ask.js';
import { renderTargets } from '../rendering/render-targets.js';
import { TARGET_FORMS } from '../target/parse-target.js';
import { EXIT } from '../terminal/exit.js';
import { progressOf } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';

interface Flags extends RenderFlags, VariantFlags, EngineFlags, ModelFlags, OutputFlags {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate render tiny logit:IY                                  a phone of the embedded model
  audiate render tiny encoder.2:0-31 --steps 128 --out units    32 units, on one page
  audiate render tiny encoder.2:5 --variants 3 --diversity conv.6=4   three sounds of a unit, unlike one another
  audiate render tiny features:404 --transforms standard        a feature of tiny's dictionary
  audiate render tiny 'word:HH AH L OW'                         a word, by the phones that the model spells
  audiate render facebook/wav2vec2-base-960h word:HELLO --seconds 1.5 --device cuda`;

/** `audiate render MODEL TARGET…`: sounds, pictures and a page, resumable. */
export function addRender(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('render')
    .description('find the sounds that excite units, tokens or words of a model')
    .argument('<model>', MODEL_NAMES)
    .argument('<target...>', TARGET_FORMS.join(', '))
    .addHelpText('after', EXAMPLES);
  addOutputFlags(command, 'out', 'where sounds, pictures and the page go');
  addModelFlags(addEngineFlags(addVariantFlags(addRenderFlags(command))))
    .option('--json', 'one line of JSON for each sound')
    .action(async (model: string, targets: string[], flags: Flags) => {
      end(await renderAll(model, targets, { flags, terminal }));
    });
}

async function renderAll(
  named: string,
  texts: readonly string[],
  { flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): Promise<number> {
  const asked = readTargets(texts);
  const progress = progressOf(terminal);
  const { out, json, force, variants, diversity } = flags;
  const engine = engineOptions(flags);
  try {
    return await withModel(named, { ...flags, ...asked, signal: terminal.signal }, async (model) => {
      const objectives = objectivesFor(model, asked, flags);
      const together = togetherOf(model, flags);
      const targets = variantsOf(objectives, flags);
      const work = { command: 'render', model: modelOf(model), targets: namesOf(objectives) };
      const apart = { ...(variants > 1 && { variants }), ...(diversity && { diversity }) };
      const settings = { ...settingsOf(flags), ...apart };
      const output = await claimOutput(out, { ...work, settings }, { files: filesFor(targets, flags), force });
      // Items of a batch start from other draws by their places in it, and terms that compare sounds compare those of one target.
      const own = variants > 1 ? { ...flags, batch: variants } : flags;
      const rendering = { model, objectives: targets, together, flags: own, engine, folder: out, output };
      const watch = { terminal, progress, json: json ? {} : undefined };
      const { stopped, done, of } = await renderTargets({ ...rendering, ...watch });
      progress.stop();
      if (stopped === 'aborted') {
        terminal.error(`stopped with ${done} of ${of} finished; the same command goes on from there`);
        return EXIT.interrupted;
      }
      if (!json) terminal.print(`open ${join(out, 'index.html')} and listen`);
      return EXIT.done;
    });
  } finally {
    progress.stop();
  }
}
