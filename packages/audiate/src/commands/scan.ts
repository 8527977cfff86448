import { join } from 'node:path';
import { layerInfo } from '@audiate/protocol';
import type { Command } from 'commander';
import { addClipFlags, type ClipFlags } from '../flags/clip-flags.js';
import { addEngineFlags, type EngineFlags, engineOptions } from '../flags/engine-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../flags/model-flags.js';
import { addOutputFlags, type OutputFlags } from '../flags/output-flags.js';
import { addScanFlags, indexSettings, type ScanFlags, scanSettings } from '../flags/scan-flags.js';
import { withModel } from '../model/with-model.js';
import { claimOutput } from '../output/claim-output.js';
import { readWithin } from '../output/read-within.js';
import { modelOf } from '../output/work.js';
import { SCAN_FILES, scanClips } from '../scanning/scan-clips.js';
import { isOfFeatures, layerOf } from '../target/layer-of.js';
import { EXIT } from '../terminal/exit.js';
import { progressOf } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';

interface Flags extends ClipFlags, EngineFlags, ModelFlags, OutputFlags, ScanFlags {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate scan tiny encoder.2 encoder.3 --clips recordings
  audiate scan tiny features --clips 'speech/**/*.flac' --top-k 8 --out features
  audiate top tiny encoder.2:5 --clips recordings --out out/scan    shows what the index holds of a unit`;

/** `audiate scan MODEL LAYER… --clips …`: an index of what drives every unit of some layers. */
export function addScan(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('scan')
    .description('hear recordings once, and keep what drives every unit of some layers')
    .argument('<model>', MODEL_NAMES)
    .argument('<layer...>', 'encoder.3, logits, features')
    .addHelpText('after', EXAMPLES);
  addOutputFlags(addClipFlags(command), 'out/scan', 'where the index goes, index.parquet');
  addModelFlags(addEngineFlags(addScanFlags(command)))
    .option('--json', 'what was heard as JSON')
    .action(async (model: string, layers: string[], flags: Flags) => {
      end(await scanAll(model, layers, { flags, terminal }));
    });
}

async function scanAll(
  named: string,
  texts: readonly string[],
  { flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): Promise<number> {
  const { clips, out, json, force } = flags;
  const engine = engineOptions(flags);
  const settings = scanSettings(flags);
  const progress = progressOf(terminal);
  const features = texts.some(isOfFeatures);
  try {
    return await withModel(named, { ...flags, features, signal: terminal.signal }, async (model) => {
      const layers = [...new Set(texts.map((text) => layerOf(model, text)))];
      const work = {
        command: 'scan',
        model: modelOf(model),
        targets: layers,
        settings: indexSettings(settings, clips),
      };
      const { clips: total, within } = await readWithin(out, clips, terminal.signal);
      const output = await claimOutput(out, work, { files: SCAN_FILES, reads: within, force, grows: false });
      const scanning = { model, layers, clips, out, engine, settings, terminal, progress, output, total };
      const found = await scanClips(scanning);
      if (found.stopped === 'aborted') {
        terminal.error('stopped; the same command goes on from there');
        return EXIT.interrupted;
      }
      const { facts } = found;
      const index = join(out, 'index.parquet');
      const seconds = facts.samples / facts.model.sampleRate;
      const units = layers.map((layer) => ({ layer, units: layerInfo(model, layer).channels }));
      if (json) {
        const { clips: heard, windows, skipped } = facts;
        terminal.print(
          JSON.stringify({ index, clips: heard, windows, seconds, skipped: skipped.count, layers: units }),
        );
      } else {
        for (const { layer, units: count } of units) terminal.print(`${layer}  ${count} units`);
        terminal.print(`${index} holds what drives them in ${facts.clips} clips, ${seconds.toFixed(1)} s`);
      }
      return EXIT.done;
    });
  } finally {
    progress.stop();
  }
}
