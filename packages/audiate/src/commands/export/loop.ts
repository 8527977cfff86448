import { join } from 'node:path';
import { encodeWav, seamlessLoop, unclippedGain, writeWhole } from '@audiate/media';
import type { Command } from 'commander';
import { checkSounds, namedSounds, soundNames } from '../../export/named-sounds.js';
import { soundsOf } from '../../export/sounds-of.js';
import { oneOf, valueFlag } from '../../flags/choices.js';
import { positive, whole } from '../../flags/numbers.js';
import { addOutputFlags, type OutputFlags } from '../../flags/output-flags.js';
import { claimOutput } from '../../output/claim-output.js';
import { readWithin } from '../../output/read-within.js';
import type { Terminal } from '../../terminal/terminal.js';

interface Flags extends OutputFlags {
  readonly fade?: number;
  readonly note: number;
  readonly format: 'float32' | 'int16';
}

const EXAMPLES = `
Examples:
  audiate export loop out                                  of sounds that render left
  audiate export loop out/logit-iy.wav --fade 200 --note 57 --format int16`;

/** `audiate export loop SOUND…`: sounds that a sampler repeats without a seam. */
export function addExportLoop(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('loop')
    .description('write sounds as loops without a seam, for samplers')
    .argument('<sound...>', 'sound files, folders or patterns')
    .option('--fade <ms>', 'how much of the end is faded into the start; 50', positive)
    .option('--note <number>', 'the key that plays it as it is, as MIDI counts', whole(0), 60)
    .addOption(valueFlag('--format <format>', 'of the samples', oneOf(['float32', 'int16'] as const), 'float32'))
    .addHelpText('after', EXAMPLES);
  addOutputFlags(command, 'loops', 'where the files go').action(async (sources: string[], flags: Flags) => {
    const { out, force, fade, note, format } = flags;
    const settings = { sounds: sources, fade, note, format };
    const work = { command: 'export loop', model: { name: 'none', fingerprint: '' }, targets: [], settings };
    const { signal } = terminal;
    const sounds = await soundsOf(sources);
    const files = (await soundNames(sounds, signal)).map((name) => `${name}.wav`);
    const { within } = await readWithin(out, sounds, signal);
    const output = await claimOutput(out, work, { files, reads: within, force });
    if (output.replaces) await checkSounds(sounds, signal);
    for await (const { name, sound } of namedSounds(sounds, signal)) {
      const { sampleRate } = sound;
      const looped = seamlessLoop(sound.samples, { sampleRate, ...(fade !== undefined && { fadeMs: fade }) });
      const marks = { loop: { start: 0, end: looped.length }, midiNote: note };
      const wav = encodeWav(looped, { sampleRate, format, gain: unclippedGain(looped), marks });
      await output.begin();
      await writeWhole(out, new Map([[`${name}.wav`, wav]]));
      terminal.print(`${join(out, `${name}.wav`)}  ${(looped.length / sampleRate).toFixed(3)} s`);
    }
  });
}
