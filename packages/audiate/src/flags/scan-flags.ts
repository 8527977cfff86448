import type { Command } from 'commander';
import { valueFlag } from './choices.js';
import { positive, whole } from './numbers.js';

/** How recordings are heard for an index. */
export interface ScanFlags {
  readonly topK?: number;
  readonly window?: number;
  readonly batch?: number;
}

/** Adds the flags of a scan to a command. */
export function addScanFlags(command: Command): Command {
  return command
    .addOption(
      valueFlag('--top-k <count>', 'highest and lowest moments that are kept of each unit; 16', { read: whole(1) }),
    )
    .addOption(valueFlag('--window <seconds>', 'longest stretch that is heard at once; 10', { read: positive }))
    .addOption(valueFlag('--batch <count>', 'stretches that are heard at once; 1', { read: whole(1) }));
}

/** The settings that the flags stand for. */
export function scanSettings({ topK, window, batch }: ScanFlags): ScanFlags {
  return {
    ...(topK !== undefined && { topK }),
    ...(window !== undefined && { window }),
    ...(batch !== undefined && { batch }),
  };
}

/** Those that make an index what it is. */
export function indexSettings(
  { topK, window }: ScanFlags,
  clips: readonly string[],
): Readonly<Record<string, unknown>> {
  return { ...scanSettings({ ...(topK !== undefined && { topK }), ...(window !== undefined && { window }) }), clips };
}
