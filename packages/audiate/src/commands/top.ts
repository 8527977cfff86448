import { join } from 'node:path';
import { clipsFrom, examples, examplesPage, type Moment, openIndex, type ShownUnit } from '@audiate/dataset';
import { writeWhole } from '@audiate/media';
import { checkNumber, layerInfo, type ModelAdapter } from '@audiate/protocol';
import type { Command } from 'commander';
import { addClipFlags, type ClipFlags } from '../flags/clip-flags.js';
import { addEngineFlags, type EngineFlags, engineOptions } from '../flags/engine-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../flags/model-flags.js';
import { whole } from '../flags/numbers.js';
import { addOutputFlags, type OutputFlags } from '../flags/output-flags.js';
import { indexSettings, type ScanFlags } from '../flags/scan-flags.js';
import { withModel } from '../model/with-model.js';
import { claimOutput } from '../output/claim-output.js';
import { readWithin } from '../output/read-within.js';
import { modelOf, readWork, WORK_FILE } from '../output/work.js';
import { SCAN_FILES, scanClips } from '../scanning/scan-clips.js';
import { isOfFeatures, layerOf } from '../target/layer-of.js';
import { parseUnits } from '../target/parse-units.js';
import { EXIT } from '../terminal/exit.js';
import { progressOf } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';

interface Flags extends ClipFlags, EngineFlags, ModelFlags, OutputFlags {
  readonly count: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate top tiny encoder.2:5 --clips recordings
  audiate top tiny encoder.2:0-7 logits:14 --clips 'speech/*.wav' --count 3 --out top
  audiate top tiny encoder.2:5 --clips recordings --out out/scan    of an index that scan made`;

const PAGE = 'index.html';

/** `audiate top MODEL UNIT… --clips …`: the moments of recordings that drive units. */
export function addTop(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('top')
    .description('find the moments of recordings that drive units highest, lowest and to the middle')
    .argument('<model>', MODEL_NAMES)
    .argument('<unit...>', 'encoder.3:17, encoder.3:0-31 or encoder.3:1,5,9')
    .option('--count <count>', 'moments of each kind', whole(1), 5)
    .addHelpText('after', EXAMPLES);
  addOutputFlags(addClipFlags(command), 'out/top', 'where the index and the page go, or the folder of a scan');
  addModelFlags(addEngineFlags(command))
    .option('--json', 'one line of JSON for each unit')
    .action(async (model: string, units: string[], flags: Flags) => {
      end(await findTop(model, units, { flags, terminal }));
    });
}

async function findTop(
  named: string,
  texts: readonly string[],
  { flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): Promise<number> {
  const asked = texts.map(parseUnits);
  const { clips, out, count, json, force } = flags;
  const engine = engineOptions(flags);
  const progress = progressOf(terminal);
  const features = asked.some(({ layer }) => isOfFeatures(layer));
  try {
    return await withModel(named, { ...flags, features, signal: terminal.signal }, async (model) => {
      const wanted = asked.map(({ layer: text, units }) => {
        const layer = layerOf(model, text);
        const { channels } = layerInfo(model, layer);
        for (const unit of units) checkNumber(`unit of ${layer}`, unit, { min: 0, max: channels - 1, integer: true });
        return { layer, units };
      });
      const { layers, settings } = await indexFor(model, out, [...new Set(wanted.map(({ layer }) => layer))]);
      const work = { command: 'scan', model: modelOf(model), targets: layers };
      const { clips: total, within } = await readWithin(out, clips, terminal.signal);
      const output = await claimOutput(
        out,
        { ...work, settings: indexSettings(settings, clips) },
        { files: [...SCAN_FILES, PAGE], reads: within, force, grows: false },
      );
      const scanning = { model, layers, clips, out, engine, settings, terminal, progress, output, total };
      const found = await scanClips(scanning);
      if (found.stopped === 'aborted') {
        terminal.error('stopped; the same command goes on from there');
        return EXIT.interrupted;
      }
      const index = await openIndex(join(out, 'index.parquet'));
      const shown: ShownUnit[] = [];
      for (const { layer, units } of wanted) {
        for (const unit of units) {
          terminal.signal.throwIfAborted();
          const sources = clipsFrom(clips, { signal: terminal.signal });
          const one = await examples(index, { ...engine, layer, unit, count, clips: sources, model });
          shown.push({ examples: one });
          const moments = one.top.map(({ file, seconds, value }) => ({ file, seconds, value }));
          if (json) terminal.print(JSON.stringify({ layer, unit, top: moments }));
          else for (const moment of moments) terminal.print(`${layer}:${unit}  ${told(moment)}`);
        }
      }
      // A scan that was finished before has not begun this page.
      await output.begin();
      await writeWhole(out, new Map([[PAGE, await examplesPage(index, shown, { ...engine, model })]]));
      if (!json) terminal.print(`open ${join(out, PAGE)} and listen`);
      return EXIT.done;
    });
  } finally {
    progress.stop();
  }
}

/** The layers and the settings of the index that a folder holds or was begun for, where it has all of the layers. */
async function indexFor(
  model: ModelAdapter,
  out: string,
  layers: readonly string[],
): Promise<{ readonly layers: readonly string[]; readonly settings: ScanFlags }> {
  const before = await readWork(join(out, WORK_FILE)).catch(() => undefined);
  const fits = before?.command === 'scan' && before.model.fingerprint === model.fingerprint;
  if (!fits || !layers.every((layer) => before.targets.includes(layer))) return { layers, settings: {} };
  const { topK, window } = before.settings as ScanFlags;
  return {
    layers: before.targets,
    settings: { ...(topK !== undefined && { topK }), ...(window !== undefined && { window }) },
  };
}

function told({ file, seconds, value }: Pick<Moment, 'file' | 'seconds' | 'value'>): string {
  return `${value.toFixed(3)}  ${file} at ${seconds.toFixed(2)} s`;
}
