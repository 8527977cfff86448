import { activations } from '@audiate/core';
import { readAudio } from '@audiate/dataset';
import { transcribe } from '@audiate/models-wav2vec2';
import { InputError, isLayer } from '@audiate/protocol';
import type { Command } from 'commander';
import { openModel } from '../model/open-model.js';
import type { Terminal } from '../terminal/terminal.js';
import { addEngineFlags, type EngineFlags, engineOptions } from './engine-flags.js';
import { addModelFlags, type ModelFlags } from './model-flags.js';

interface TranscribeFlags extends EngineFlags, ModelFlags {
  readonly json?: boolean;
}

/** `audiate transcribe MODEL SOUND…`: what a model with a CTC head hears. */
export function addTranscribe(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('transcribe')
    .description('write down what a model with a CTC head hears in sound files')
    .argument('<model>', 'tiny, a folder, an ONNX file, an id of the Hugging Face Hub, or an address')
    .argument('<sound...>', 'WAV, FLAC, MP3, Ogg Vorbis or Opus files')
    .option('--json', 'one line of JSON for each sound');
  addModelFlags(addEngineFlags(command)).action(async (named: string, files: string[], flags: TranscribeFlags) => {
    const model = await openModel(named, { signal: terminal.signal, sampleRate: flags.sampleRate });
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
    (model as { dispose?(): void }).dispose?.();
  });
}
