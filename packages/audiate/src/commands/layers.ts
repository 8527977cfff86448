import { layerNames } from '@audiate/core';
import { layerInfo, type ModelAdapter } from '@audiate/protocol';
import type { Command } from 'commander';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../flags/model-flags.js';
import { withModel } from '../model/with-model.js';
import { tableOf } from '../terminal/table.js';
import type { Terminal } from '../terminal/terminal.js';

interface LayersFlags extends ModelFlags {
  readonly features?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate layers tiny
  audiate layers tiny --features                  with those of its dictionary
  audiate layers model.onnx --sample-rate 22050 --json`;

/** `audiate layers MODEL`: what can be climbed. */
export function addLayers(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('layers')
    .description('list the layers of a model: how many units, how often, how much of the sound each hears')
    .argument('<model>', MODEL_NAMES)
    .addHelpText('after', EXAMPLES)
    .option('--features', "with a dictionary's")
    .option('--json', 'as JSON');
  addModelFlags(command).action(async (named: string, { json, ...flags }: LayersFlags) => {
    await withModel(named, { ...flags, signal: terminal.signal }, async (model) => {
      const layers = layersOf(model);
      if (json) {
        const { name, fingerprint, sampleRate, vocabulary } = model;
        terminal.print(JSON.stringify({ name, fingerprint, sampleRate, layers, vocabulary }));
      } else {
        const rows = layers.map(({ layer, units, everyMs, hearsMs }) => [layer, units, everyMs ?? 'once', hearsMs]);
        for (const line of tableOf(['layer', 'units', 'every, ms', 'hears, ms'], rows)) terminal.print(line);
        if (model.vocabulary) terminal.print(`tokens: ${model.vocabulary.join(' ')}`);
      }
    });
  });
}

function layersOf(model: ModelAdapter) {
  const ms = (samples: number) => Math.round((10_000 * samples) / model.sampleRate) / 10;
  return layerNames(model).map((layer) => {
    const { channels, hop, receptiveField, global } = layerInfo(model, layer);
    const everyMs = Number.isFinite(hop) ? ms(hop) : null;
    return { layer, units: channels, everyMs, hearsMs: global || everyMs === null ? 'all' : ms(receptiveField) };
  });
}
