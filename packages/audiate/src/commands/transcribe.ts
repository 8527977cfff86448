import { activations } from '@audiate/core';
import { readAudio } from '@audiate/dataset';
import { transcribe } from '@audiate/models-wav2vec2';
import { InputError, isLayer } from '@audiate/protocol';
import type { Command } from 'commander';
import { addEngineFlags, type EngineFlags, engineOptions } from '../flags/engine-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../flags/model-flags.js';
import { withModel } from '../model/with-model.js';
import type { Terminal } from '../terminal/terminal.js';

interface TranscribeFlags extends EngineFlags, ModelFlags {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate transcribe tiny out/logit-iy.wav
  audiate transcribe facebook/wav2vec2-base-960h *.flac --json`;

/** `audiate transcribe MODEL SOUND…`: what a model with a CTC head hears. */
export function addTranscribe(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('transcribe')
    .description('write down what a model with a CTC head hears in sound files')
    .argument('<model>', MODEL_NAMES)
    .argument('<sound...>', 'WAV, FLAC, MP3, Ogg Vorbis or Opus files')
    .addHelpText('after', EXAMPLES)
    .option('--json', 'one line of JSON for each sound');
  addModelFlags(addEngineFlags(command)).action(async (named: string, files: string[], flags: TranscribeFlags) => {
    await withModel(named, { ...flags, signal: terminal.signal }, async (model) => {
      if (!isLayer(model, 'logits') || !model.vocabulary) {
        throw new InputError(
          `model "${model.name}" has no CTC head that writes text; take one with logits, such as tiny`,
        );
      }
      for (const file of files) {
        terminal.signal.throwIfAborted();
        const sound = await readAudio(file, { sampleRate: model.sampleRate, signal: terminal.signal });
        const { logits } = await activations(model, sound, ['logits'], engineOptions(flags));
        const [text] = transcribe(logits!, model);
        terminal.print(flags.json ? JSON.stringify({ file, text }) : `${file}  ${text}`);
      }
    });
  });
}
