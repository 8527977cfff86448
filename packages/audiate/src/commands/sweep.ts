import { join } from 'node:path';
import { sweepTable } from '@audiate/dataset';
import { writeWhole } from '@audiate/media';
import type { Command } from 'commander';
import { sweepSounds } from '../export/sweep-sounds.js';
import { addEngineFlags, type EngineFlags, engineOptions } from '../flags/engine-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../flags/model-flags.js';
import { whole } from '../flags/numbers.js';
import { addOutputFlags, type OutputFlags } from '../flags/output-flags.js';
import { addRenderFlags, renderOptions, type SweepFlags, settingsOf, VARIED_NAMES } from '../flags/render-flags.js';
import { withModel } from '../model/with-model.js';
import { claimOutput, type Output } from '../output/claim-output.js';
import { modelOf } from '../output/work.js';
import { filesFor, namesOf, objectivesFor, readTargets } from '../rendering/ask.js';
import { checkRender } from '../rendering/check-render.js';
import { combinationsOf } from '../rendering/combinations.js';
import { renderTargets } from '../rendering/render-targets.js';
import { TARGET_FORMS } from '../target/parse-target.js';
import { EXIT } from '../terminal/exit.js';
import { progressOf } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';

type Flags = SweepFlags & EngineFlags & ModelFlags & OutputFlags & { readonly seeds: number; readonly json?: boolean };

const EXAMPLES = `
Examples:
  audiate sweep tiny logit:IY,AA --seeds 3                          two phones from three seeds
  audiate sweep tiny encoder.2:0-31 --param spectrum,stft --steps 64,256 --out sweeps
  duckdb -c "select target, param, avg(score) from 'sweeps/sweep.parquet' group by all"`;

const TABLE = 'sweep.parquet';

/** `audiate sweep MODEL TARGET… --seeds 3`: all combinations of seeds and settings, each in a folder, and a table of all. */
export function addSweep(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('sweep')
    .description('render all combinations of targets, seeds and settings, with a table of what they scored')
    .argument('<model>', MODEL_NAMES)
    .argument('<target...>', TARGET_FORMS.join(', '))
    .option('--seeds <count>', 'how many seeds, from --seed on', whole(1), 3)
    .addHelpText(
      'after',
      `\nSeveral values between commas: ${VARIED_NAMES.map((name) => `--${dashed(name)}`).join(', ')}.\n${EXAMPLES}`,
    );
  addOutputFlags(command, 'out/sweep', 'where the folders of all combinations and the table go');
  addModelFlags(addEngineFlags(addRenderFlags(command, { several: true })))
    .option('--json', 'one line of JSON for each sound')
    .action(async (model: string, targets: string[], flags: Flags) => {
      end(await sweepAll(model, targets, { flags, terminal }));
    });
}

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

async function sweepAll(
  named: string,
  texts: readonly string[],
  { flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): Promise<number> {
  const asked = readTargets(texts);
  const combinations = combinationsOf(flags, flags.seeds);
  const progress = progressOf(terminal);
  const { out, json, force } = flags;
  const engine = engineOptions(flags);
  try {
    return await withModel(named, { ...flags, ...asked, signal: terminal.signal }, async (model) => {
      const objectives = objectivesFor(model, asked, flags);
      const targets = namesOf(objectives);
      const whole = { command: 'sweep', model: modelOf(model), targets, settings: {} };
      const folders = combinations.map(({ name }) => name);
      const all = await claimOutput(out, whole, { files: [TABLE], folders, force });
      const outputs: Output[] = [];
      const filesOf = new Map<number, readonly string[]>();
      for (const { name, flags: own } of combinations) {
        const work = { ...whole, settings: settingsOf(own) };
        const files = filesOf.get(own.steps) ?? filesFor(objectives, own);
        filesOf.set(own.steps, files);
        outputs.push(within(all, await claimOutput(join(out, name), work, { files, force })));
      }
      if (outputs.some(({ replaces }) => replaces)) {
        // What any of them would refuse is told before the first gives way.
        for (const one of combinations) {
          await checkRender(model, objectives, { engine, settings: renderOptions(one.flags) });
        }
      }
      let finished = 0;
      for (const [index, one] of combinations.entries()) {
        const folder = join(out, one.name);
        // It was checked above.
        const output = { ...outputs[index]!, replaces: false };
        const turn = { index, of: combinations.length };
        const rendering = { model, objectives, flags: one.flags, engine, folder, output, terminal, progress, turn };
        const { stopped } = await renderTargets({ ...rendering, json: json ? one.varied : undefined });
        if (stopped === 'aborted') break;
        finished += 1;
      }
      progress.stop();
      const sounds = await sweepSounds(out);
      if (Object.keys(sounds).length > 0) await writeWhole(out, new Map([[TABLE, sweepTable(sounds)]]));
      if (finished < combinations.length) {
        const counts = `${finished} of ${combinations.length} combinations`;
        terminal.error(`stopped with ${counts} finished; the same command goes on from there`);
        return EXIT.interrupted;
      }
      if (!json) terminal.print(`${join(out, TABLE)} has all scores; each folder beside it has a page`);
      return EXIT.done;
    });
  } finally {
    progress.stop();
  }
}

/** The folder of a combination in that of the sweep. */
function within(all: Output, own: Output): Output {
  return {
    replaces: all.replaces || own.replaces,
    clear: () => all.clear().then(own.clear),
    begin: () => all.begin().then(own.begin),
  };
}
