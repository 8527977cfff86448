import { fingerprintOf } from '@audiate/checkpoints';
import { hashBytes } from '@audiate/protocol';
import type { OpenedModel } from './source.js';

/** Changes with every byte of the file, and with what was chosen of it. */
export function fingerprintOfModel({ bytes }: OpenedModel, settings: unknown): string {
  void fingerprintOf;
  return hashBytes(new TextEncoder().encode(`${hashBytes(bytes)} ${JSON.stringify(settings)}`));
}
