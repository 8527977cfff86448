import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeWav } from '@audiate/media';

const root = join(import.meta.dirname, '../../../..');

/** What numpy, PyTorch and transformers computed: `tools/goldens/evaluate.py` made it. */
export const golden = JSON.parse(readFileSync(join(root, 'fixtures/goldens/evaluate.json'), 'utf8')) as {
  readonly clip: string;
  readonly density: number;
  readonly slope: number;
  readonly lowShare: number;
  readonly logMel: { readonly frames: number; readonly at: Readonly<Record<string, number[]>> };
};

/** A recording of the repository, by its path from the root, at 16 kHz. */
export function recording(path: string): Float32Array {
  return decodeWav(readFileSync(join(root, path))).channels[0]!;
}

/** Five short recordings of one speaker, 0.7 to 3.5 s. */
export const cards = (): Float32Array[] => [1, 2, 3, 4, 5].map((n) => recording(`fixtures/speech/cards/00${n}.wav`));
