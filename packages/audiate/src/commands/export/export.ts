import type { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import { addExportActivations } from './activations.js';
import { addExportLabels } from './labels.js';
import { addExportLoop } from './loop.js';
import { addExportTable } from './table.js';

/** `audiate export …`: results for other programs. */
export function addExport(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('export')
    .description('write results for other programs: NumPy, Parquet, Praat, Audacity, samplers');
  for (const add of [addExportActivations, addExportLabels, addExportLoop, addExportTable]) add(command, terminal);
}
