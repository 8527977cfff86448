import { dirname } from 'node:path';
import { encodeNpz } from '@audiate/dataset';
import type { Command } from 'commander';
import { activationArrays } from '../../export/activation-arrays.js';
import { soundsOf } from '../../export/sounds-of.js';
import { addClipFlags, type ClipFlags } from '../../flags/clip-flags.js';
import { addEngineFlags, type EngineFlags, engineOptions } from '../../flags/engine-flags.js';
import { addFileFlags, checkFree, checkNotRead, type FileFlags, writeFlagged } from '../../flags/file-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../../flags/model-flags.js';
import { withModel } from '../../model/with-model.js';
import { readWithin } from '../../output/read-within.js';
import { isOfFeatures, layerOf } from '../../target/layer-of.js';
import { progressOf } from '../../terminal/progress.js';
import type { Terminal } from '../../terminal/terminal.js';

interface Flags extends ClipFlags, EngineFlags, FileFlags, ModelFlags {}

const EXAMPLES = `
Examples:
  audiate export activations tiny encoder.2 logits --clips recordings --out heard.npz
  audiate export activations tiny features --clips out --out features.npz    of sounds that render left
  python3 -c "import numpy; print(numpy.load('heard.npz')['encoder.2'].shape)"`;

/** `audiate export activations MODEL LAYER… --clips …`: what layers say, for NumPy. */
export function addExportActivations(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('activations')
    .description('write what layers say to recordings as an .npz file for NumPy')
    .argument('<model>', MODEL_NAMES)
    .argument('<layer...>', 'encoder.3, logits, features')
    .addHelpText('after', EXAMPLES);
  addFileFlags(addClipFlags(command), 'activations.npz');
  addModelFlags(addEngineFlags(command)).action(async (named: string, texts: string[], flags: Flags) => {
    await checkFree(flags);
    const engine = engineOptions(flags);
    const progress = progressOf(terminal);
    const features = texts.some(isOfFeatures);
    try {
      await withModel(named, { ...flags, features, signal: terminal.signal }, async (model) => {
        const layers = [...new Set(texts.map((text) => layerOf(model, text)))];
        const { out } = flags;
        const clips = await soundsOf(flags.clips);
        const { clips: total, within } = await readWithin(dirname(out), clips, terminal.signal);
        checkNotRead(flags, within);
        const arrays = await activationArrays({ model, layers, clips, total, engine, terminal, progress });
        progress.stop();
        await writeFlagged(encodeNpz(arrays), flags);
        terminal.print(`${out}  ${Object.keys(arrays).join(' ')}`);
      });
    } finally {
      progress.stop();
    }
  });
}
