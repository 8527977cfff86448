import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipsFrom, examples, examplesPage, type Moment, openIndex, type ShownUnit, scan } from '@audiate/dataset';
import { layerInfo } from '@audiate/protocol';
import type { Command } from 'commander';
import { addEngineFlags, type EngineFlags, engineOptions } from '../flags/engine-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../flags/model-flags.js';
import { whole } from '../flags/numbers.js';
import { withModel } from '../model/with-model.js';
import { parseUnits } from '../target/parse-units.js';
import { EXIT } from '../terminal/exit.js';
import { progressOf } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';

interface TopFlags extends EngineFlags, ModelFlags {
  readonly clips: string[];
  readonly out: string;
  readonly count: number;
  readonly json?: boolean;
}

/** `audiate top MODEL UNIT… --clips …`: the moments of recordings that drive units. */
export function addTop(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('top')
    .description('find the moments of recordings that drive units highest, lowest and to the middle')
    .argument('<model>', MODEL_NAMES)
    .argument('<unit...>', 'encoder.3:17, or encoder.3:0-31')
    .requiredOption('--clips <source...>', 'folders, files, patterns, manifests or Parquet shards of recordings')
    .option('--out <folder>', 'where the index and the page go', 'out/top')
    .option('--count <count>', 'moments of each kind', whole(1), 5)
    .option('--json', 'one line of JSON for each unit');
  addModelFlags(addEngineFlags(command)).action(async (model: string, units: string[], flags: TopFlags) => {
    end(await findTop({ model, units, flags, terminal }));
  });
}

interface Asked {
  readonly model: string;
  readonly units: readonly string[];
  readonly flags: TopFlags;
  readonly terminal: Terminal;
}

async function findTop({ model: named, units: texts, flags, terminal }: Asked): Promise<number> {
  const wanted = texts.map(parseUnits);
  const { clips: sources, out, count, json } = flags;
  const progress = progressOf(terminal);
  try {
    return await withModel(named, { ...flags, signal: terminal.signal }, async (model) => {
      const layers = [...new Set(wanted.map(({ layer }) => layer))];
      for (const layer of layers) layerInfo(model, layer);
      await mkdir(out, { recursive: true });
      const total = await countOf(clipsFrom(sources, { signal: terminal.signal }));
      await scan(model, clipsFrom(sources, { signal: terminal.signal }), {
        ...engineOptions(flags),
        layers,
        out,
        signal: terminal.signal,
        total,
        onProgress: ({ clips, seconds }) => progress.show(clips, total, `${Math.round(seconds)} s heard`),
        onSkip: ({ file, why }) => terminal.error(`${file} was not heard: ${why}`),
      });
      progress.stop();
      if (terminal.signal.aborted) {
        terminal.error('stopped; the same command goes on from there');
        return EXIT.interrupted;
      }
      const index = await openIndex(join(out, 'index.parquet'));
      const shown: ShownUnit[] = [];
      for (const { layer, units } of wanted) {
        for (const unit of units) {
          const clips = clipsFrom(sources);
          const found = await examples(index, { ...engineOptions(flags), layer, unit, count, clips, model });
          shown.push({ examples: found });
          const moments = found.top.map(({ file, seconds, value }) => ({ file, seconds, value }));
          if (json) terminal.print(JSON.stringify({ layer, unit, top: moments }));
          else for (const moment of moments) terminal.print(`${layer}:${unit}  ${told(moment)}`);
        }
      }
      await writeFile(join(out, 'index.html'), await examplesPage(index, shown, { ...engineOptions(flags), model }));
      if (!json) terminal.print(`open ${join(out, 'index.html')} and listen`);
      return EXIT.done;
    });
  } finally {
    progress.stop();
  }
}

/** How many clips there are: their names are looked at, no sound is read. */
async function countOf(clips: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of clips) count += 1;
  return count;
}

function told({ file, seconds, value }: Pick<Moment, 'file' | 'seconds' | 'value'>): string {
  return `${value.toFixed(3)}  ${file} at ${seconds.toFixed(2)} s`;
}
