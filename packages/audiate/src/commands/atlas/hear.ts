import { join } from 'node:path';
import { type HearProgress, hearAtlas, isBucket, readIndex } from '@audiate/atlas';
import type { Command } from 'commander';
import { readSpeech } from '../../card/read-speech.js';
import { PLACE, placeOf } from '../../flags/atlas-place.js';
import { addClipFlags, type ClipFlags } from '../../flags/clip-flags.js';
import { addEngineFlags, type EngineFlags, engineOptions } from '../../flags/engine-flags.js';
import { addModelFlags } from '../../flags/model-flags.js';
import { positive, whole } from '../../flags/numbers.js';
import { withJudges } from '../../model/with-judges.js';
import { extendOutput } from '../../output/claim-output.js';
import { progressOf } from '../../terminal/progress.js';
import type { Terminal } from '../../terminal/terminal.js';
import { type PlanModelFlags, withToldModel } from './plan-model.js';

interface Flags extends ClipFlags, EngineFlags, PlanModelFlags {
  readonly reader?: string;
  readonly minutes: number;
  readonly windows?: number;
  readonly examples?: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate atlas hear atlas/merged --clips recordings
  audiate atlas hear atlas/merged --clips 'speech/**/*.flac' --reader facebook/wav2vec2-base-960h
  audiate atlas serve atlas/merged          then look at the map`;

const STAGES: Readonly<Record<HearProgress['stage'], string>> = {
  hear: 'stretches of speech are heard',
  label: 'layers are labelled',
  place: 'units are placed',
};

/** `audiate atlas hear DIR --clips …`: what the units of a merged atlas do on speech, and the map of them. */
export function addAtlasHear(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('hear')
    .description('hear speech with the model of a merged atlas, and place its units on a map')
    .argument('<place>', `a merged atlas: ${PLACE}`)
    .option('--minutes <count>', 'how much speech is read', positive, 10)
    .option('--windows <count>', 'how many stretches of it are heard, spread evenly; 512', whole(1, 1024))
    .option('--examples <count>', 'how many stretches of speech are kept of each unit, to be heard; 3', whole(0, 16))
    .option('--reader <model>', 'a model that reads what is said; its tokens are the labels of units')
    .option('--model <model>', 'where the model is here; as the atlas names it unless given')
    .addHelpText('after', EXAMPLES);
  addModelFlags(addEngineFlags(addClipFlags(command)))
    .option('--json', 'what was heard as JSON')
    .action(async (place: string, flags: Flags) => hear(place, { flags, terminal }));
}

async function hear(
  place: string,
  { flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): Promise<void> {
  const { clips, minutes, windows, examples, reader, json } = flags;
  const { signal } = terminal;
  const index = await readIndex(placeOf(place));
  const told = { what: `the atlas in "${place}"`, source: index.facts.source, parts: index.units };
  if (!isBucket(place)) await extendOutput(place, ['map.parquet', 'speech.parquet', 'speech.tar'], { isOwn: false });
  const progress = progressOf(terminal);
  const run = {
    ...engineOptions(flags),
    ...(windows !== undefined && { windows }),
    ...(examples !== undefined && { examples }),
    signal,
    onProgress: ({ stage, done, of }: HearProgress) => progress.show(done, of, STAGES[stage]),
  };
  try {
    await withToldModel(told, flags, terminal, async (model) => {
      const speech = await readSpeech(clips, { minutes, terminal });
      const names = reader === undefined ? [] : [reader];
      const found = await withJudges(names, signal, (judges) =>
        hearAtlas(index, model, speech, { ...run, ...(reader !== undefined && { reader: judges[reader]! }) }),
      );
      progress.stop();
      const map = isBucket(place) ? `${place}/map.parquet` : join(place, 'map.parquet');
      terminal.print(
        json
          ? JSON.stringify({ map, ...found })
          : `${map} places ${found.units} units by what they do on ${found.windows} stretches of speech; ${found.labelled} tell a label`,
      );
    });
  } finally {
    progress.stop();
  }
}
