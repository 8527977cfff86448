import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeWav } from '@audiate/media';

/** 1.024 s. */
const SAMPLES = 16_384;

/** A recording of `fixtures/speech/cards` (16 kHz, BSD-2-Clause, see NOTICE), cut to 1.024 s: `[samples]`. */
export function recorded(file: string): Float32Array {
  const path = join(import.meta.dirname, '../../fixtures/speech/cards', file);
  return decodeWav(readFileSync(path)).channels[0]!.slice(0, SAMPLES);
}
