import { join } from 'node:path';
import { evaluationFacts } from '@audiate/evaluate';
import { InputError, type ModelAdapter } from '@audiate/protocol';
import { statistics } from '@audiate/wav2vec2-tiny';
import type { Command } from 'commander';
import { CARD_FILES, CARD_PAGE, fromJson, hasCards } from '../card/card-files.js';
import { evaluateFolder } from '../card/evaluate-folder.js';
import { readSpeech } from '../card/read-speech.js';
import { addEngineFlags, type EngineFlags, engineOptions } from '../flags/engine-flags.js';
import { addJudgeFlag, type JudgeFlags } from '../flags/judge-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../flags/model-flags.js';
import { positive, whole } from '../flags/numbers.js';
import { addOutputFlags, type OutputFlags } from '../flags/output-flags.js';
import { addRenderFlags, RENDER_FLAG_NAMES, type RenderFlags, settingsOf } from '../flags/render-flags.js';
import { withJudges } from '../model/with-judges.js';
import { withModel } from '../model/with-model.js';
import { claimOutput, extendOutput } from '../output/claim-output.js';
import { readWithin } from '../output/read-within.js';
import { modelOf } from '../output/work.js';
import { filesFor, namesOf, objectivesFor, readTargets } from '../rendering/ask.js';
import { renderTargets } from '../rendering/render-targets.js';
import { TARGET_FORMS } from '../target/parse-target.js';
import { EXIT } from '../terminal/exit.js';
import { progressOf } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';

interface Flags extends RenderFlags, EngineFlags, JudgeFlags, ModelFlags, OutputFlags {
  readonly clips?: string[];
  readonly minutes: number;
  readonly seeds?: number;
  readonly ascent: boolean;
  readonly of?: string;
  readonly json?: boolean;
}

interface Run {
  readonly flags: Flags;
  readonly terminal: Terminal;
}

const EXAMPLES = `
Examples:
  audiate card tiny logit:IY --clips recordings --judge tinyB
  audiate card tiny encoder.2:0-7 --clips 'speech/*.flac' --seeds 3 --out cards
  audiate card tiny --of out --clips recordings                 of sounds that render left`;

/** `audiate card MODEL TARGET… --clips …`: how far to trust a sound, beside it. */
export function addCard(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('card')
    .description('render sounds, or take those of a folder, and tell how far to trust them')
    .argument('<model>', MODEL_NAMES)
    .argument('[target...]', `${TARGET_FORMS.join(', ')}; none with --of`)
    .option('--clips <source...>', 'recorded speech: folders, files, patterns, manifests or Parquet shards')
    .option('--minutes <count>', 'how much of it is heard', positive, 5)
    .option('--seeds <count>', 'how many seeds are compared', whole(2))
    .option('--no-ascent', 'without plain gradient ascent for comparison')
    .option('--of <folder>', 'sounds that render or save left, instead of targets')
    .addHelpText('after', EXAMPLES);
  addOutputFlags(addJudgeFlag(command), 'out/card', 'where sounds and cards go');
  addModelFlags(addEngineFlags(addRenderFlags(command)))
    .option('--json', 'one line of JSON for each sound')
    .action(async (model: string, targets: string[], flags: Flags) => {
      if (flags.of !== undefined) checkOfAlone(command);
      end(await cardAll(model, targets, { flags, terminal }));
    });
}

/** @throws InputError for a flag that says how or where targets are rendered. */
function checkOfAlone(command: Command): void {
  const name = [...RENDER_FLAG_NAMES, 'out', 'force'].find((flag) => command.getOptionValueSource(flag) === 'cli');
  const option = command.options.find((one) => name !== undefined && one.attributeName() === name);
  if (!option) return;
  throw new InputError(
    `${option.long} is for targets that are rendered; --of takes sounds as they are, and their cards lie beside them: leave it out`,
  );
}

async function cardAll(named: string, texts: readonly string[], { flags, terminal }: Run): Promise<number> {
  if ((flags.of === undefined) === (texts.length === 0)) {
    throw new InputError('card takes targets to render, or --of a folder of sounds; give one of them');
  }
  const asked = readTargets(texts);
  const { of, out, json, force } = flags;
  const engine = engineOptions(flags);
  const progress = progressOf(terminal);
  try {
    const { signal } = terminal;
    const cardOf = async (model: ModelAdapter, judges: Readonly<Record<string, ModelAdapter>>): Promise<number> => {
      const { clips, minutes, seeds, ascent, judge = [] } = flags;
      const speech = clips && (await readSpeech(clips, { minutes, terminal }));
      let names: ReadonlySet<string> | undefined;
      if (of === undefined) {
        const objectives = objectivesFor(model, asked, flags);
        const work = { command: 'card', model: modelOf(model), targets: namesOf(objectives) };
        const files = [...filesFor(objectives, flags), ...CARD_FILES];
        const { within } = await readWithin(out, clips ?? [], signal);
        const own = { files, reads: within, force };
        const output = await claimOutput(out, { ...work, settings: settingsOf(flags) }, own);
        const rendered = new Set<string>();
        const rendering = { model, objectives, flags, engine, folder: out, output, terminal, progress };
        const {
          stopped,
          done,
          of: count,
        } = await renderTargets({ ...rendering, onFind: (name) => rendered.add(name) });
        if (stopped === 'aborted') return interrupted({ terminal, done, of: count });
        names = rendered;
      }
      const folder = of ?? out;
      if (of !== undefined) await extendOutput(of, CARD_FILES, { isOwn: await hasCards(of) });
      const known = named === 'tiny' || named === 'tinyB' ? await statistics(named) : undefined;
      const measure = {
        ascent,
        judges,
        ...(speech && { speech }),
        ...(seeds !== undefined && { seeds }),
        ...(known && { statistics: known }),
      };
      const settings = JSON.stringify({ clips, minutes, seeds, ascent, judge });
      const {
        stopped,
        found,
        of: count,
      } = await evaluateFolder({
        ...{ folder, model, names, measure, settings, engine, terminal, progress },
      });
      for (const { sound, evaluation } of found) {
        if (json) terminal.print(JSON.stringify({ ...evaluation, wav: sound.wav }));
        else {
          terminal.print(`${evaluation.target}  ${sound.wav}`);
          for (const { name, value } of evaluationFacts(fromJson(evaluation))) {
            terminal.print(`  ${name.padEnd(24)} ${value}`);
          }
        }
      }
      if (stopped === 'aborted') return interrupted({ terminal, done: found.length, of: count });
      if (!json) terminal.print(`open ${join(folder, CARD_PAGE)} and listen`);
      return EXIT.done;
    };
    return await withModel(named, { ...flags, ...asked, signal }, (model) =>
      withJudges(flags.judge ?? [], signal, (judges) => cardOf(model, judges)),
    );
  } finally {
    progress.stop();
  }
}

function interrupted({ terminal, done, of }: { terminal: Terminal; done: number; of: number }): number {
  terminal.error(`stopped with ${done} of ${of} finished; the same command goes on from there`);
  return EXIT.interrupted;
}
