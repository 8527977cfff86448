import { join } from 'node:path';
import { readOut } from '@audiate/evaluate';
import { encodeWav, laneFiles, unclippedGain, writeWhole } from '@audiate/media';
import type { ModelAdapter } from '@audiate/protocol';
import type { Command } from 'commander';
import { cuesOf } from '../../export/cues-of.js';
import { namedSounds } from '../../export/named-sounds.js';
import { addEngineFlags, type EngineFlags, engineOptions } from '../../flags/engine-flags.js';
import { addJudgeFlag, type JudgeFlags } from '../../flags/judge-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../../flags/model-flags.js';
import { addOutputFlags, type OutputFlags } from '../../flags/output-flags.js';
import { withJudges } from '../../model/with-judges.js';
import { withModel } from '../../model/with-model.js';
import { claimOutput } from '../../output/claim-output.js';
import { modelOf } from '../../output/work.js';
import type { Terminal } from '../../terminal/terminal.js';

interface Flags extends EngineFlags, JudgeFlags, ModelFlags, OutputFlags {}

const EXAMPLES = `
Examples:
  audiate export labels tiny out                             of sounds that render left
  audiate export labels tiny speech.flac --judge tinyB --out labels`;

/** `audiate export labels MODEL SOUND…`: what a model hears over time, for Praat, Audacity and editors. */
export function addExportLabels(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('labels')
    .description('write what a model hears over time: a Praat TextGrid, Audacity labels, a WAV file with cues')
    .argument('<model>', MODEL_NAMES)
    .argument('<sound...>', 'sound files, folders or patterns')
    .addHelpText('after', EXAMPLES);
  addOutputFlags(addJudgeFlag(command), 'labels', 'where the files go');
  addModelFlags(addEngineFlags(command)).action(async (named: string, sources: string[], flags: Flags) => {
    const { out, force, judge = [] } = flags;
    const engine = engineOptions(flags);
    const { signal } = terminal;
    const write = async (model: ModelAdapter, judges: Readonly<Record<string, ModelAdapter>>) => {
      const settings = { sounds: sources, judge };
      const work = { command: 'export labels', model: modelOf(model), targets: [], settings };
      const output = await claimOutput(out, work, { force });
      for await (const { name, sound } of namedSounds(sources, signal)) {
        const [lanes] = await readOut(model, sound, { ...engine, judges });
        const { samples, sampleRate } = sound;
        const marks = { cues: cuesOf(lanes!, sound) };
        const files = new Map<string, Uint8Array | string>(laneFiles(name, lanes!, samples.length / sampleRate));
        files.set(`${name}.wav`, encodeWav(samples, { sampleRate, gain: unclippedGain(samples), marks }));
        await output.begin();
        await writeWhole(out, files);
        for (const file of files.keys()) terminal.print(join(out, file));
      }
    };
    await withModel(named, { ...flags, signal }, (model) =>
      withJudges(judge, signal, (judges) => write(model, judges)),
    );
  });
}
