import { join } from 'node:path';
import { readOut } from '@audiate/evaluate';
import { encodeWav, type Lane, laneFiles, unclippedGain, writeWhole } from '@audiate/media';
import type { ModelAdapter } from '@audiate/protocol';
import type { Command } from 'commander';
import { cuesOf } from '../../export/cues-of.js';
import { checkSounds, namedSounds, soundNames } from '../../export/named-sounds.js';
import { soundsOf } from '../../export/sounds-of.js';
import { addEngineFlags, type EngineFlags, engineOptions } from '../../flags/engine-flags.js';
import { addJudgeFlag, type JudgeFlags } from '../../flags/judge-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../../flags/model-flags.js';
import { addOutputFlags, type OutputFlags } from '../../flags/output-flags.js';
import { withJudges } from '../../model/with-judges.js';
import { withModel } from '../../model/with-model.js';
import { claimOutput, type Output } from '../../output/claim-output.js';
import { readWithin } from '../../output/read-within.js';
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
      const sounds = await soundsOf(sources);
      const names = await soundNames(sounds, signal);
      const { within } = await readWithin(out, sounds, signal);
      const claim = (lanes: readonly Lane[]) => {
        // Who listens names the files; what is heard does not.
        const silent = lanes.map(({ name }) => ({ name, segments: [] }));
        const files = names.flatMap((name) => [...laneFiles(name, silent, 1).keys(), `${name}.wav`]);
        return claimOutput(out, work, { files, reads: within, force });
      };
      const { replaces } = await claim([]);
      if (replaces) await checkSounds(sounds, signal);
      let output: Output | undefined;
      for await (const { name, sound } of namedSounds(sounds, signal)) {
        const [lanes] = await readOut(model, sound, { ...engine, judges });
        output ??= await claim(lanes!);
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
